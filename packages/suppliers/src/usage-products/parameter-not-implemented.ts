import { NotImplementedError, type CallFacts } from '../errors/index.js';

/** 501 to one parameter: from now on it is refused before anything is sent. */
export class ParameterNotImplementedError extends NotImplementedError {
  declare readonly details: NotImplementedError['details'] & { readonly parameter: string };

  constructor(facts: CallFacts, parameter: string) {
    const named = { ...facts, parameter };
    super(named);
    this.message = `${facts.supplier} has not implemented the parameter ${parameter} of ${facts.operation}.`;
  }
}
