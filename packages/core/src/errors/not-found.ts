import { HoldallError } from './holdall-error.js';

export type Findable = 'template' | 'item' | 'sku' | 'entry' | 'use' | 'invoice';

export class NotFoundError extends HoldallError {
  readonly code = 'not_found';
  declare readonly details: { readonly what: Findable; readonly id: string | number };

  constructor(what: Findable, id: string | number) {
    super(`There is no ${what} ${JSON.stringify(id)}.`, { what, id });
  }
}
