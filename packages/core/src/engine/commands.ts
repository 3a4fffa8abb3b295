import type { CommandType, InputOf, ResultOf } from '../commands/index.js';

/** Every command as a method of the same name. Whoever extends this says how a command is run. */
export abstract class Commands {
  /**
   * Runs a command that is plain data: what the method of the same name does.
   * @throws InvalidInputError, NotFoundError, ConflictError, DeniedError: nothing was changed.
   * @throws StorageError: the commands of the batch failed together; `transient` says whether to try again.
   * @throws OverloadedError when too many commands wait.
   */
  abstract execute<T extends CommandType>(type: T, input: InputOf<T>): Promise<ResultOf<T>>;

  // Commands on the catalogue. Each is refused with `InvalidInputError`, `NotFoundError` or `ConflictError`.

  /** A new type of entitlement: its properties and behaviors. */
  createTemplate(input: InputOf<'createTemplate'>): Promise<ResultOf<'createTemplate'>> {
    return this.execute('createTemplate', input);
  }

  /** Replaces a template as a whole. Items are checked against it when they are next written. */
  updateTemplate(input: InputOf<'updateTemplate'>): Promise<ResultOf<'updateTemplate'>> {
    return this.execute('updateTemplate', input);
  }

  /** Deletes a template; one that items use only with `cascade: 'detach'` (rule 11). */
  deleteTemplate(input: InputOf<'deleteTemplate'>): Promise<ResultOf<'deleteTemplate'>> {
    return this.execute('deleteTemplate', input);
  }

  /** A new item, checked against its template and the groups that it shares. */
  createItem(input: InputOf<'createItem'>): Promise<ResultOf<'createItem'>> {
    return this.execute('createItem', input);
  }

  /** Replaces an item as a whole. What it changes counts for existing entries at once (rule 4). */
  updateItem(input: InputOf<'updateItem'>): Promise<ResultOf<'updateItem'>> {
    return this.execute('updateItem', input);
  }

  /** Archives an item: no new gets and no listing; what users hold of it stays usable (rule 11). */
  deleteItem(input: InputOf<'deleteItem'>): Promise<ResultOf<'deleteItem'>> {
    return this.execute('deleteItem', input);
  }

  /** A new SKU: what a store sells, granting one or more items. */
  createSku(input: InputOf<'createSku'>): Promise<ResultOf<'createSku'>> {
    return this.execute('createSku', input);
  }

  /** Replaces a SKU as a whole. */
  updateSku(input: InputOf<'updateSku'>): Promise<ResultOf<'updateSku'>> {
    return this.execute('updateSku', input);
  }

  /** Deletes a SKU. What was added by it stays with its users. */
  deleteSku(input: InputOf<'deleteSku'>): Promise<ResultOf<'deleteSku'>> {
    return this.execute('deleteSku', input);
  }

  /** Brings in templates, items and SKUs, all or nothing; what is there already is replaced. */
  importCatalogue(input: InputOf<'importCatalogue'>): Promise<ResultOf<'importCatalogue'>> {
    return this.execute('importCatalogue', input);
  }

  // Commands on what users hold. Orders that the rules refuse throw `DeniedError` with every rule that failed.

  /** Gives a user an item: one new entry for each, if the rules allow it. */
  grant(input: InputOf<'grant'>): Promise<ResultOf<'grant'>> {
    return this.execute('grant', input);
  }

  /** Gives a user everything that a SKU grants: pending with an invoice, or active with `skipInvoice` (rule 12). */
  addBySku(input: InputOf<'addBySku'>): Promise<ResultOf<'addBySku'>> {
    return this.execute('addBySku', input);
  }

  /** Activates the entries of an invoice, once however often it is called. */
  fulfil(input: InputOf<'fulfil'>): Promise<ResultOf<'fulfil'>> {
    return this.execute('fulfil', input);
  }

  /** Sets what is known of an invoice's payment. Once it is `paid` it is fulfilled, too. */
  setPayment(input: InputOf<'setPayment'>): Promise<ResultOf<'setPayment'>> {
    return this.execute('setPayment', input);
  }

  /** Fulfils the oldest invoices that wait, a bounded number at a time: for a worker. */
  fulfilOutstanding(input: InputOf<'fulfilOutstanding'> = {}): Promise<ResultOf<'fulfilOutstanding'>> {
    return this.execute('fulfilOutstanding', input);
  }

  /** Uses an item: all of the quantity or nothing, soonest-expiring entries first (rule 2). */
  use(input: InputOf<'use'>): Promise<ResultOf<'use'>> {
    return this.execute('use', input);
  }

  /** What an outside meter says was used of one entry in all: booked as a fact, as far as it was not known (never denied). */
  recordUse(input: InputOf<'recordUse'>): Promise<ResultOf<'recordUse'>> {
    return this.execute('recordUse', input);
  }

  /** Gives a use back, in whole or in part, to exactly the entries that it was taken from (rule 15). */
  reverseUse(input: InputOf<'reverseUse'>): Promise<ResultOf<'reverseUse'>> {
    return this.execute('reverseUse', input);
  }

  /** Takes an entry away from its user, with whatever it has left. */
  revoke(input: InputOf<'revoke'>): Promise<ResultOf<'revoke'>> {
    return this.execute('revoke', input);
  }

  /** An administrator's word: any status to any other (rule 10). */
  setStatus(input: InputOf<'setStatus'>): Promise<ResultOf<'setStatus'>> {
    return this.execute('setStatus', input);
  }

  /** Sets when an entry expires; a past moment ends it at once. */
  setExpiry(input: InputOf<'setExpiry'>): Promise<ResultOf<'setExpiry'>> {
    return this.execute('setExpiry', input);
  }

  /** Replaces an entry's behavior data; the ledger books what that changes. */
  setBehaviorData(input: InputOf<'setBehaviorData'>): Promise<ResultOf<'setBehaviorData'>> {
    return this.execute('setBehaviorData', input);
  }

  /** Marks entries whose time is over, a bounded number at a time: for a worker. No answer depends on when it runs. */
  sweepExpired(input: InputOf<'sweepExpired'> = {}): Promise<ResultOf<'sweepExpired'>> {
    return this.execute('sweepExpired', input);
  }
}
