import { SupplierError, type CallFacts } from './supplier-error.js';

/** 400: the request is wrong as it stands; `details.parameters` holds what was asked. */
export class BadRequestError extends SupplierError {
  readonly code = 'supplier_bad_request';

  constructor(facts: CallFacts) {
    super(`${facts.supplier} cannot take ${facts.operation} as it was asked${quoted(facts)}.`, facts);
  }
}

/** 401: the credentials are not accepted, also after they were renewed, where they can be. */
export class BadCredentialsError extends SupplierError {
  readonly code = 'supplier_bad_credentials';

  constructor(facts: CallFacts) {
    super(`${facts.supplier} does not accept the credentials: check them.`, facts);
  }
}

/** 403: the credentials are good, but not for this. */
export class ForbiddenError extends SupplierError {
  readonly code = 'supplier_forbidden';

  constructor(facts: CallFacts) {
    super(`${facts.supplier} does not allow ${facts.operation} with these credentials${quoted(facts)}.`, facts);
  }
}

/** 404: what was asked for is not there. A `get` answers null instead. */
export class AbsentError extends SupplierError {
  readonly code = 'supplier_absent';

  constructor(facts: CallFacts) {
    super(`${facts.supplier} has nothing at ${facts.operation}${quoted(facts)}.`, facts);
  }
}

/** 412: something is not as the request takes it to be. Read anew and decide anew; it is never repeated by itself. */
export class PreconditionFailedError extends SupplierError {
  readonly code = 'supplier_precondition_failed';

  constructor(facts: CallFacts) {
    super(
      `${facts.supplier} finds a precondition of ${facts.operation} not met: read anew before you repeat it.`,
      facts,
    );
  }
}

/** 501: the supplier does not have this yet. No outage: the adapter asks for it no more. */
export class NotImplementedError extends SupplierError {
  readonly code = 'supplier_not_implemented';

  constructor(facts: CallFacts) {
    super(`${facts.supplier} has not implemented ${facts.operation} as it was asked${quoted(facts)}.`, facts);
  }
}

/** A refusal of another kind, or an answer that sends elsewhere. */
export class RefusedError extends SupplierError {
  readonly code = 'supplier_refused';

  constructor(facts: CallFacts) {
    super(`${facts.supplier} answered ${facts.operation} with ${facts.status}${quoted(facts)}.`, facts);
  }
}

const quoted = ({ supplierMessage }: CallFacts): string => (supplierMessage === null ? '' : `: ${supplierMessage}`);
