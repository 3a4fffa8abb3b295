import { Type } from 'typebox';

/** Begins a list that is to be walked with cursors. No cursor of the engine's reads so. */
const start = 'start';

/** Beyond Knetik, what lists by page take instead of `page`. */
export const cursor = Type.Optional(
  Type.String({
    maxLength: 12_000,
    description: `Instead of \`page\`: \`${start}\`, or \`next_cursor\` of the part before, with the same filters. Nothing is counted then, and no part costs more than the first`,
  }),
);

/** What the engine is asked for; undefined: no cursor, but a page. */
export const afterIn = (text: string | undefined): string | null | undefined => (text === start ? null : text);
