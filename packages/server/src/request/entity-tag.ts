import type { IncomingHttpHeaders } from 'node:http';
import { RequestFaults } from '../errors/request-faults.js';
import { Type } from 'typebox';

/** The headers of what has an entity tag: its revision, in the quotes that HTTP wants. */
export const changingHeaders = {
  'if-match': Type.Optional(
    Type.String({ description: 'The ETag of what was read: nothing is done (412) if it was changed since' }),
  ),
};
export const readingHeaders = {
  'if-none-match': Type.Optional(
    Type.String({ description: 'The ETag of what is known: answered with 304 if it is still that' }),
  ),
};

export const entityTag = (revision: string): { readonly etag: string } => ({ etag: `"${revision}"` });

/**
 * The revisions at which a change is to find what it changes; null: any. Weak tags are left out, as HTTP has it: they do
 * not say that nothing was changed, and where there are no others, no revision will do.
 * @throws RequestFaults for what is no list of tags: a condition that is not understood must not be ignored.
 */
export const ifMatchIn = ({ 'if-match': text }: IncomingHttpHeaders): readonly string[] | null => {
  if (text === undefined || text.trim() === '*') return null;
  const tags = tagsIn(text);
  if (tags !== null) return tags.filter(({ weak }) => !weak).map(({ revision }) => revision);
  throw new RequestFaults([{ path: 'if-match', message: 'must be * or ETags in their quotes' }]);
};

/** Whether a reader knows already what would be answered. A header that is not understood says nothing. */
export const isKnown = ({ 'if-none-match': text }: IncomingHttpHeaders, etag: string | undefined): boolean => {
  if (text === undefined || etag === undefined) return false;
  return text.trim() === '*' || (tagsIn(text)?.some(({ revision }) => `"${revision}"` === etag) ?? false);
};

interface Tag {
  readonly weak: boolean;
  readonly revision: string;
}

const tagsIn = (text: string): readonly Tag[] | null => {
  const parts = text.split(',').map((part) => /^\s*(W\/)?"([^"]+)"\s*$/.exec(part));
  const found = parts.filter((part) => part !== null);
  if (found.length < parts.length) return null;
  return found.map(([, weak, revision]) => ({ weak: weak !== undefined, revision: revision! }));
};
