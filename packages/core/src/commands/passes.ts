import { getMetadataStorage, type ValidationArguments } from 'class-validator';

type Dto = object;
type Check = (value: unknown, dto: Dto) => boolean;

/**
 * Whether class-validator would find nothing wrong, asked of its own metadata of the class, which is collected once:
 * `validateSync` collects it anew for every object, at several times the cost of the checks. It still has its say over
 * whatever does not pass, and over classes that have more than checks and conditions.
 */
export const passes = (dto: Dto): boolean => {
  const Class = dto.constructor;
  let checks = known.get(Class);
  if (checks === undefined) known.set(Class, (checks = checksOf(Class)));
  if (checks === null) return false;
  for (const key of Object.keys(dto)) if (!checks.has(key)) return false;
  for (const [key, check] of checks) if (!check((dto as Record<string, unknown>)[key], dto)) return false;
  return true;
};

const known = new Map<unknown, ReadonlyMap<string, Check> | null>();

const checksOf = (Class: unknown): ReadonlyMap<string, Check> | null => {
  const storage = getMetadataStorage();
  const all = storage.getTargetValidationMetadatas(Class as never, '', false, false);
  const checks = new Map<string, Check>();
  for (const [key, ofKey] of Object.entries(storage.groupByPropertyName(all))) {
    const conditions: Check[] = [];
    const own: Check[] = [];
    for (const { type, each, constraints, constraintCls } of ofKey) {
      if (each) return null;
      if (type === 'conditionalValidation') {
        conditions.push((value, dto) => (constraints[0] as (object: Dto, value: unknown) => boolean)(dto, value));
      } else if (type === 'customValidation') {
        for (const { instance } of storage.getTargetValidatorConstraints(constraintCls)) {
          own.push((value) => instance.validate(value, none) === true);
        }
      } else {
        return null;
      }
    }
    checks.set(
      key,
      (value, dto) => conditions.some((holds) => !holds(value, dto)) || own.every((check) => check(value, dto)),
    );
  }
  return checks;
};

/** None of our validators looks at more than the value. */
const none = undefined as unknown as ValidationArguments;
