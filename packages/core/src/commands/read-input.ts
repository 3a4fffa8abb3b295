import { validateSync } from 'class-validator';
import type { ValidationError } from 'class-validator';
import { Faults } from '../values/faults.js';
import { passes } from './passes.js';
import { isPlainObject, isPrototypeKey } from '../values/json.js';

/**
 * Reads what came from outside into a DTO: known fields only, each of the right shape and size.
 * @throws InvalidInputError naming every bad field.
 */
export const readInput = <T extends object>(Dto: new () => T, input: unknown): T =>
  readInputWith(Dto, input, () => undefined).dto;

/** The same, with a part that needs a reader of its own: its faults are named together with all others. */
export const readInputWith = <T extends object, P>(
  Dto: new () => T,
  input: unknown,
  parse: (fields: Readonly<Record<string, unknown>>, faults: Faults) => P,
): { readonly dto: T; readonly parsed: P } => {
  const faults = new Faults();
  if (!isPlainObject(input)) {
    faults.add('', 'The input must be a plain object');
    faults.refuseIfAny();
  }
  // Not copied: assigning to `__proto__` would change the DTO's class instead of a field.
  const known = Object.entries(input as Record<string, unknown>).filter(([key]) => {
    if (isPrototypeKey(key)) faults.add(key, 'is not a known field');
    return !isPrototypeKey(key);
  });
  const fields = Object.fromEntries(known);
  const dto = Object.assign(new Dto(), fields);
  if (!passes(dto)) for (const error of validateSync(dto, validation)) addTo(faults, error);
  const parsed = parse(fields, faults);
  faults.refuseIfAny();
  return { dto, parsed };
};

/** Known fields only. */
export const validation = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: false,
  validationError: { target: false },
};

const addTo = (faults: Faults, { property, constraints = {} }: ValidationError): void => {
  if ('whitelistValidation' in constraints) return faults.add(property, 'is not a known field');
  for (const message of Object.values(constraints)) {
    faults.add(property, message.startsWith(`${property} `) ? message.slice(property.length + 1) : message);
  }
};
