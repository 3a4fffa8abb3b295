import { AbsentError, NotImplementedError, SamePageError, type SupplierError } from '../errors/index.js';
import { systemTiming, type Timing } from '../http/timing.js';
import { queryFrom } from '../port/asked.js';
import { need, type Capabilities } from '../port/capabilities.js';
import type { Asked, AskOptions, SupplierInventory } from '../port/supplier.js';
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
import type { UsageProduct } from './shapes.js';

export interface UsageProductsSupplierOptions extends UsageProductsClientOptions {
  /** Records of a page; brought within 1 to 1,000. Default 500. */
  readonly pageSize?: number | undefined;
  /** Whether `lt` and `gt` are known to leave out the day itself: then `lte` and `gte` can be said. Default false. */
  readonly exclusive?: boolean | undefined;
  /**
   * Whether a walk makes sure that the list did not become shorter under it, and that a short page was the last. It costs
   * one request for one record with each page. Without it nobody notices. Default true.
   */
  readonly verify?: boolean | undefined;
}

/** Where a walk is: which page comes next, and the ids with which the one before began and ended. */
interface Place {
  readonly page: number;
  readonly before: readonly [first: string, last: string] | null;
}

/** What is asked when nobody asks for an order: without one, pages are parts of a different list each time. */
const byId: Sort = { field: 'id', direction: 'asc' };
const unordered = 'the supplier cannot sort: records may be missed or come twice';
const tooLong = 'a page was longer than asked for';
const shorter = 'the list became shorter, or another, during the walk: records may be missed';
const moreBehind = 'a page was shorter than asked for, and there is more behind it';

/**
 * Elevate's usage-product inventories as a supply of assignments. Nothing can be taken or given back there: that is refused
 * at once.
 * @throws InvalidInputError
 */
export const usageProductsSupplier = (options: UsageProductsSupplierOptions): SupplierInventory =>
  new UsageProductsSupplier(options);

class UsageProductsSupplier implements SupplierInventory {
  readonly name: string;
  readonly #client: UsageProductsClient;
  readonly #dialect: Dialect;
  readonly #timing: Timing;
  readonly #pageSize: number;
  readonly #exclusive: boolean;
  readonly #verify: boolean;
  /** The parameters that were answered with 501. */
  readonly #off = new Set<string>();
  #listed = true;

  constructor({ pageSize = 500, exclusive = false, verify = true, ...options }: UsageProductsSupplierOptions) {
    this.#client = new UsageProductsClient(options);
    this.name = this.#client.name;
    this.#exclusive = exclusive;
    this.#verify = verify;
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
  list(asked: Asked | null = null, options: WalkOptions = {}): Walk {
    need(this.name, this.capabilities, 'list');
    const query = withId(queryFrom(asked));
    // Refuses now what cannot be asked, and not when the first record is wanted.
    this.#paramsOf(query, 1);
    return walking<Place>(
      {
        supplier: this.name,
        question: { ...query, pageSize: this.#pageSize },
        start: { page: 1, before: null },
        isPlace,
        read: (place, signal) => this.#part(query, place, signal),
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
    const [first, last] = [products[0]?.id, products.at(-1)?.id];
    const seen = first === undefined || last === undefined ? null : ([first, last] as const);
    // Whoever passes over `page` would be asked for ever.
    if (before !== null && before[0] === first && before[1] === last) throw new SamePageError(this.name, 'page', page);
    const today = dayOf(new Date(this.#timing.now()));
    return {
      records: products.map((product) => assignmentFrom(this.name, product, today)),
      next: products.length < this.#pageSize ? null : { page: page + 1, before: seen },
      doubts: [
        ...(this.#sorts(query) ? [] : [unordered]),
        ...(products.length > this.#pageSize ? [tooLong] : []),
        ...(this.#verify ? await this.#doubtsAbout(query, { place, count: products.length, signal }) : []),
      ],
    };
  }

  /** Where something before a page went away, the page begins later than the one before ended. Asked after the page is read. */
  async #doubtsAbout(
    query: Query,
    { place, count, signal }: { place: Place; count: number; signal: AbortSignal | undefined },
  ): Promise<readonly string[]> {
    const skipped = (place.page - 1) * this.#pageSize;
    const isShort = count > 0 && count < this.#pageSize;
    const last = place.before?.[1];
    const moved = last !== undefined && (await this.#idAt(query, skipped, signal)) !== last;
    const goesOn = isShort && (await this.#idAt(query, skipped + count + 1, signal)) !== null;
    return [...(moved ? [shorter] : []), ...(goesOn ? [moreBehind] : [])];
  }

  /** The id at a position from 1; null where there is nothing. */
  async #idAt(query: Query, position: number, signal: AbortSignal | undefined): Promise<string | null> {
    const params = { ...this.#paramsOf(query, 1), page: `${position}`, pageSize: '1' };
    const found = await this.#client.usageProductInventories(params, signal).catch((error: unknown) => {
      if (error instanceof AbsentError) return [];
      throw error;
    });
    return found[0]?.id ?? null;
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

  async #never(capability: 'get' | 'consumeObserve' | 'revoke' | 'refund'): Promise<never> {
    need(this.name, this.capabilities, capability);
    throw new TypeError(`${capability} is switched on, and nothing does it`);
  }
}

const withId = (query: Query): Query => ({
  ...query,
  fields: query.fields === null || query.fields.includes('id') ? query.fields : ['id', ...query.fields],
});

const isPlace = (place: unknown): place is Place => {
  const { page, before } = (place ?? {}) as Partial<Record<keyof Place, unknown>>;
  return (
    Number.isSafeInteger(page) &&
    (page as number) >= 1 &&
    (before === null || (Array.isArray(before) && before.every((id) => typeof id === 'string')))
  );
};
