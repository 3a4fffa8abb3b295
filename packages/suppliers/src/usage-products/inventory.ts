import { AbsentError, NotImplementedError, type SupplierError } from '../errors/index.js';
import { systemTiming, type Timing } from '../http/timing.js';
import { need, type Capabilities } from '../port/capabilities.js';
import type { Asked, AskOptions, SupplierInventory } from '../port/supplier.js';
import { queryFrom } from '../port/asked.js';
import type { SupplierQuantity, SupplierRecord } from '../port/record.js';
import type { Walk, WalkOptions } from '../port/walk.js';
import { walking, type Part } from '../port/walking.js';
import { dayOf } from '../query/day.js';
import type { Dialect, Params } from '../query/dialect.js';
import {
  exclusiveOperators,
  mostPerPage,
  usageProductInventories,
  usageProductInventoryFilters,
  usageProductOperators,
} from '../query/dialects/usage-products.js';
import type { Operator, Query, Sort } from '../query/query.js';
import { UnsupportedQueryError } from '../query/unsupported-query-error.js';
import { assignmentFrom } from './assignment.js';
import { optionalIn, parameterBehind } from './blame.js';
import { UsageProductsClient, type UsageProductsClientOptions } from './client.js';
import { ParameterNotImplementedError } from './parameter-not-implemented.js';
import { SamePageError } from './same-page-error.js';
import type { UsageProduct } from './shapes.js';

export interface UsageProductsInventoryOptions extends UsageProductsClientOptions {
  /** Records of a page; brought within 1 to 1,000. Default 500. */
  readonly pageSize?: number | undefined;
  /** Whether `lt` and `gt` are known to leave out the day itself: then `lte` and `gte` can be said. Default false. */
  readonly exclusive?: boolean | undefined;
}

/** Where a walk is: which page comes next, and which records the one before began and ended with. */
interface Place {
  readonly page: number;
  readonly before: string | null;
}

/** What is asked when nobody asks for an order: without one, pages are parts of a different list each time. */
const byId: Sort = { field: 'id', direction: 'asc' };
const unordered = 'the supplier cannot sort: records may be missed or come twice';
const tooLong = 'a page was longer than asked for';

/** Elevate's usage-product inventories as a supply of assignments. Nothing can be taken or given back there. */
export class UsageProductsInventory implements SupplierInventory {
  readonly name: string;
  readonly #client: UsageProductsClient;
  readonly #dialect: Dialect;
  readonly #timing: Timing;
  readonly #pageSize: number;
  readonly #exclusive: boolean;
  /** The parameters that were answered with 501. */
  readonly #off = new Set<string>();
  #listed = true;

  /** @throws InvalidInputError */
  constructor({ pageSize = 500, exclusive = false, ...options }: UsageProductsInventoryOptions) {
    this.#client = new UsageProductsClient(options);
    this.name = this.#client.name;
    this.#exclusive = exclusive;
    this.#dialect = usageProductInventories({ exclusive });
    this.#timing = options.timing ?? systemTiming;
    this.#pageSize = Math.min(Math.max(Math.floor(pageSize) || 1, 1), mostPerPage);
  }

  get capabilities(): Capabilities {
    return {
      list: this.#listed,
      get: false,
      filter: this.#operators(),
      sort: !this.#off.has('sort'),
      project: !this.#off.has('fields'),
      consumeObserve: false,
      revoke: false,
      refund: false,
    };
  }

  /**
   * By id where no order is asked for, and within equals in any case; with the id whichever fields are asked for.
   * @throws NotSupportedError, UnsupportedQueryError at once; WalkInterruptedError while walking
   */
  list(query: Asked | null = null, options: WalkOptions = {}): Walk {
    this.#need('list');
    const asked = complete(queryFrom(query));
    this.#paramsOf(asked, 1);
    return walking<Place>(
      {
        supplier: this.name,
        question: { ...asked, pageSize: this.#pageSize },
        start: { page: 1, before: null },
        isPlace,
        read: (place, signal) => this.#part(asked, place, signal),
      },
      options,
    );
  }

  get(_id: string, _options?: AskOptions): Promise<SupplierRecord | null> {
    return this.#never('get');
  }

  consumption(_id: string, _options?: AskOptions): Promise<SupplierQuantity | null> {
    return this.#never('consumeObserve');
  }

  revoke(_id: string, _options?: AskOptions): Promise<void> {
    return this.#never('revoke');
  }

  refund(_id: string, _quantity: number, _options?: AskOptions): Promise<void> {
    return this.#never('refund');
  }

  async #part(query: Query, place: Place, signal: AbortSignal | undefined): Promise<Part<Place>> {
    const { page, before } = place;
    const params = this.#paramsOf(query, page);
    if (params === null) return { records: [], next: null };
    let products: readonly UsageProduct[];
    try {
      products = await this.#client.usageProductInventories(params, signal);
    } catch (error) {
      // After a page that was exactly full, some say so that there are no more.
      if (error instanceof AbsentError && page > 1) return { records: [], next: null };
      if (!(error instanceof NotImplementedError)) throw error;
      const refusal = await this.#learnFrom(error, { query, params, signal });
      if (refusal !== null) throw refusal;
      return this.#part(query, place, signal);
    }
    const seen = products.length === 0 ? null : `${products.length} ${products[0]!.id} ${products.at(-1)!.id}`;
    // Whoever passes over `page` would be asked for ever.
    if (seen !== null && seen === before) throw new SamePageError(this.name, page);
    const today = dayOf(new Date(this.#timing.now()));
    const doubts = [...(this.#sorts(query) ? [] : [unordered]), ...(products.length > this.#pageSize ? [tooLong] : [])];
    return {
      records: products.map((product) => assignmentFrom(this.name, product, today)),
      next: products.length < this.#pageSize ? null : { page: page + 1, before: seen },
      doubts,
    };
  }

  /** Switches off what a 501 is about. null: it can be done without, so it is to be asked again. */
  async #learnFrom(
    error: NotImplementedError,
    { query, params, signal }: { query: Query; params: Params; signal: AbortSignal | undefined },
  ): Promise<SupplierError | null> {
    if (optionalIn(params).length === 0) this.#listed = false;
    const parameter = await parameterBehind(error, params, (one) => this.#client.usageProductInventories(one, signal));
    signal?.throwIfAborted();
    if (parameter === null) return error;
    this.#off.add(parameter);
    if (parameter === 'sort' && query.sort.length === 0) return null;
    return new ParameterNotImplementedError(error.details, parameter);
  }

  #paramsOf(query: Query, page: number): Params | null {
    if (query.part !== null) {
      throw this.#refused('part', 'is for the walk itself to ask for: see maxItems and resumeFrom');
    }
    const part = { skip: (page - 1) * this.#pageSize, take: this.#pageSize };
    const params = this.#dialect.write({ ...query, sort: this.#sortOf(query), part });
    const off = Object.keys(params ?? {}).find((name) => this.#off.has(name));
    if (off !== undefined) throw this.#refused(off, 'is not implemented by the supplier, which has answered so before');
    return params;
  }

  #sortOf({ sort }: Query): readonly Sort[] {
    if (sort.length === 0) return this.#off.has('sort') ? [] : [byId];
    return sort.some(({ field }) => field === byId.field) ? sort : [...sort, byId];
  }

  #sorts({ sort }: Query): boolean {
    return sort.length > 0 || !this.#off.has('sort');
  }

  #operators(): readonly Operator[] {
    const left = Object.entries(usageProductInventoryFilters).filter(([name]) => !this.#off.has(name));
    const days = this.#exclusive ? [...usageProductOperators.day, ...exclusiveOperators] : usageProductOperators.day;
    const operators = { ...usageProductOperators, day: days };
    return [...new Set(left.flatMap(([, { type }]): readonly Operator[] => operators[type]))];
  }

  #refused(path: string, message: string): UnsupportedQueryError {
    return new UnsupportedQueryError(this.#dialect.name, [{ path, message }]);
  }

  #need(capability: 'list'): void {
    need(this.name, this.capabilities, capability);
  }

  async #never(capability: 'get' | 'consumeObserve' | 'revoke' | 'refund'): Promise<never> {
    need(this.name, this.capabilities, capability);
    throw new TypeError(`${capability} is switched on, and nothing does it`);
  }
}

const complete = (query: Query): Query => ({
  ...query,
  fields: query.fields === null || query.fields.includes('id') ? query.fields : ['id', ...query.fields],
});

const isPlace = (place: unknown): place is Place => {
  const { page, before } = (place ?? {}) as Partial<Record<keyof Place, unknown>>;
  return Number.isSafeInteger(page) && (page as number) >= 1 && (before === null || typeof before === 'string');
};
