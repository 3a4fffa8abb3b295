import { EsimGoError, type CallFacts } from './esim-go-error.js';

/** The key is not valid. Told only on evidence of its own: a single 403 has four meanings. */
export class BadKeyError extends EsimGoError {
  readonly code = 'esim_go_bad_key';

  constructor(facts: CallFacts) {
    super('eSIM Go does not accept the API key: check it in the portal.', facts);
  }
}

/** No bundle of that name is left in the inventory: order some. */
export class NoStockError extends EsimGoError {
  readonly code = 'esim_go_no_stock';

  constructor(facts: CallFacts) {
    super('The inventory has no such bundle left: order some first.', facts);
  }
}

/** The account's balance does not cover an order: nothing was bought. */
export class InsufficientBalanceError extends EsimGoError {
  readonly code = 'esim_go_insufficient_balance';

  constructor(facts: CallFacts) {
    super('The balance at eSIM Go does not cover the order: top it up first.', facts);
  }
}

/** The eSIM or reference is not the account's: never was, or has been returned after its last bundle was revoked. */
export class NotAccessibleError extends EsimGoError {
  readonly code = 'esim_go_not_accessible';

  constructor(facts: CallFacts) {
    super(
      `${facts.iccid === null ? 'What was asked for' : `The eSIM ${facts.iccid}`} is not accessible with this account.`,
      facts,
    );
  }
}

/** The request is wrong as it stands: repeating it is of no use. */
export class BadRequestError extends EsimGoError {
  readonly code = 'esim_go_bad_request';

  constructor(facts: CallFacts) {
    super(`eSIM Go cannot take the request${quoted(facts)}.`, facts);
  }
}

/** A refusal of another kind, such as refunds that are not enabled. `vendorMessage` is all that is known. */
export class RefusedError extends EsimGoError {
  readonly code = 'esim_go_refused';

  constructor(facts: CallFacts) {
    super(`eSIM Go refused with ${facts.status}${quoted(facts)}.`, facts);
  }
}

const quoted = ({ vendorMessage }: CallFacts): string => (vendorMessage === null ? '' : `: ${vendorMessage}`);
