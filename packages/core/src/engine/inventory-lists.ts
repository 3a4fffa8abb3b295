import type { Setting } from '../commands/command.js';
import type { Entry } from '../inventory/entry.js';
import type { LogRecord } from '../inventory/log.js';
import { snapshotOf, viewOfEntry, viewOfRecord, type EntryView, type LogView } from '../inventory/view.js';
import type { Directory } from '../ports/directory.js';
import type { EntryList } from '../ports/query.js';
import { entrySort, logSort, placeOf } from '../ports/sort.js';
import type { Store } from '../ports/store.js';
import { cursorAt } from '../questions/cursor.js';
import {
  entryFiltersFrom,
  readEntriesAfter,
  readEntriesInput,
  readEntryFilter,
  type EntriesAfterInput,
  type EntriesInput,
  type EntryFilterInput,
} from '../questions/entries.js';
import {
  logAfterFrom,
  logFilterFrom,
  logQueryFrom,
  type LogAfterInput,
  type LogFilterInput,
  type LogInput,
} from '../questions/log.js';
import { pageFrom, pageRequestOf, sizeOf, type Page } from '../questions/page.js';
import { partFrom, type Part } from '../questions/part.js';
import { streamed, type StreamOptions } from './streamed.js';

/** The lists of inventories and of the log: by page, by cursor and as streams. */
export class InventoryLists {
  constructor(
    private readonly store: Store,
    private readonly directory: Directory | null,
    /** Called as each question begins. @throws StorageError when there may be no more of them. */
    private readonly begin: () => Setting,
  ) {}

  async entries(input: EntriesInput): Promise<Page<EntryView>> {
    const dto = readEntriesInput(input);
    const setting = this.begin();
    const request = pageRequestOf(dto);
    const list = { ...(await this.#filters(dto, setting)), order: dto.order ?? [] };
    const found = await this.store.entries({ ...list, ...request });
    return pageFrom(found, request, await this.#viewIn(setting));
  }

  async entriesAfter(input: EntriesAfterInput): Promise<Part<EntryView>> {
    const { dto, walked, after } = readEntriesAfter(input);
    const setting = this.begin();
    const size = sizeOf(dto);
    const list: EntryList = { ...(await this.#filters(dto, setting)), order: dto.order ?? [] };
    const found = await this.store.entriesAfter({ ...list, after, size: size + 1 });
    const cursorAfter = (last: Entry) => cursorAt(walked, placeOf(last, entrySort(list)));
    return partFrom(found, size, await this.#viewIn(setting), cursorAfter);
  }

  async log(input: LogInput): Promise<Page<LogView>> {
    const query = logQueryFrom(input);
    this.begin();
    return pageFrom(await this.store.log(query), query, viewOfRecord);
  }

  async logAfter(input: LogAfterInput): Promise<Part<LogView>> {
    const { query, walked } = logAfterFrom(input);
    this.begin();
    const found = await this.store.logAfter({ ...query, size: query.size + 1 });
    const cursorAfter = (last: LogRecord) => cursorAt(walked, placeOf(last, logSort(query)));
    return partFrom(found, query.size, viewOfRecord, cursorAfter);
  }

  streamEntries(input: EntryFilterInput, options: StreamOptions): AsyncIterable<EntryView> {
    const dto = readEntryFilter(input);
    const order = [{ by: 'user', direction: 'ASC' }] as const;
    let filters: Omit<EntryList, 'order'> | null = null;
    return streamed(options, entrySort({ order }), async (request) => {
      const setting = this.begin();
      filters ??= await this.#filters(dto, setting);
      // As long as a stream may take, what it shows as open is open at that moment.
      const openAt = filters.openAt === null ? null : setting.now;
      const rows = await this.store.entriesAfter({ ...filters, openAt, order, ...request });
      return { rows, view: await this.#viewIn(setting) };
    });
  }

  streamLog(input: LogFilterInput, options: StreamOptions): AsyncIterable<LogView> {
    const list = logFilterFrom(input);
    return streamed(options, logSort(list), async (request) => {
      this.begin();
      return { rows: await this.store.logAfter({ ...list, ...request }), view: viewOfRecord };
    });
  }

  async #filters(input: EntryFilterInput, { now }: Setting): Promise<Omit<EntryList, 'order'>> {
    const catalogue = await this.store.catalogue();
    return entryFiltersFrom({ input, catalogue, directory: this.directory, now });
  }

  /** With the catalogue as it is after the entries were read: it knows the items of all of them. */
  async #viewIn(setting: Setting): Promise<(one: Entry) => EntryView> {
    const catalogue = await this.store.catalogue();
    return (one) => viewOfEntry(snapshotOf(one, catalogue, setting));
  }
}
