import type { PropertyDefinition, PropertyValue } from '@holdall/core';
import fc from 'fast-check';

type Type = PropertyDefinition['type'];

interface PropertyKind {
  readonly limits: object;
  /** Values that keep the limits. */
  readonly values: fc.Arbitrary<object>;
}

const url = fc.constantFrom('https://cdn.example/a', 'https://cdn.example/ü.png');
const file = fc.record({ url, description: fc.string({ maxLength: 5 }) });
const files = fc.record({
  files: fc.array(fc.record({ type: fc.constant('file'), url }), { minLength: 1, maxLength: 2 }),
});
const counts = { min_count: 1, max_count: 2 };
const plain = (limits: object, values: fc.Arbitrary<unknown>): PropertyKind => ({
  limits,
  values: values.map((value) => ({ value })),
});
const text = fc.constantFrom('', 'a', 'żółć', '🎒🎒', '"\\\n');

/** Of each type a definition with limits, and values at and within them. */
const kinds: Record<Type, PropertyKind> = {
  text: plain({ max_length: 4 }, text),
  formatted_text: plain({ max_length: 4 }, text),
  integer: plain({ min: -1, max: 1 }, fc.constantFrom(-1, 0, 1)),
  long: plain({}, fc.constantFrom(0, 2 ** 53 - 1, -(2 ** 53 - 1), 50_000_000_000)),
  date: plain({ min: 0 }, fc.constantFrom(0, 1_772_366_400)),
  double: plain({ min: -0.5, max: 0.5 }, fc.constantFrom(-0.5, 0, 0.1, 0.5)),
  boolean: plain({}, fc.boolean()),
  file: { limits: { max_file_size: 5_000_000_000 }, values: file },
  image: { limits: { min_width: 1, max_width: 2 }, values: file },
  audio: { limits: { max_length: 60 }, values: file },
  video: { limits: { max_height: 1080 }, values: file },
  file_group: { limits: counts, values: files },
  image_group: { limits: counts, values: files },
  audio_group: { limits: counts, values: files },
  video_group: { limits: counts, values: files },
  list: {
    limits: { ...counts, value_definition: { type: 'text', max_length: 4 } },
    values: fc.record({
      values: fc.array(
        text.map((value) => ({ type: 'text', value })),
        { minLength: 1, maxLength: 2 },
      ),
    }),
  },
  map: {
    limits: { properties: [{ name: 'n', type: 'integer', required: true }], allow_additional: false },
    values: fc.integer({ min: 0, max: 9 }).map((value) => ({ map: { n: { type: 'integer', value } } })),
  },
};

/** Definitions, each name once. */
export const definitions = (): fc.Arbitrary<readonly PropertyDefinition[]> =>
  fc
    .uniqueArray(fc.record({ type: fc.constantFrom(...(Object.keys(kinds) as Type[])), required: fc.boolean() }), {
      selector: ({ type }) => type,
      maxLength: 4,
    })
    .map((all) => all.map(({ type, required }) => ({ name: `a ${type}`, type, required, ...kinds[type].limits })));

/** Properties that fit the definitions: all that are required, some of the others. */
export const propertiesFor = (
  all: readonly PropertyDefinition[],
): fc.Arbitrary<Readonly<Record<string, PropertyValue>>> =>
  fc
    .tuple(
      ...all.map(({ name, type, required }) => {
        const value = kinds[type].values.map((fields) => [[name, { type, ...fields } as PropertyValue]] as const);
        return required ? value : fc.oneof(value, fc.constant([]));
      }),
    )
    .map((pairs) => Object.fromEntries(pairs.flat()));
