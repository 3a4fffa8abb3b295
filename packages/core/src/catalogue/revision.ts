import { ConflictError } from '../errors/conflict.js';
import { asciiJson } from '../values/json.js';
import { Sha256 } from '../values/sha-256.js';

/**
 * Names the state that a document is in, dates included: the same on every store and in every process, and after an
 * export and an import. It is made from the document, because no number would do: a version of the catalogue holds what a
 * whole batch wrote, which may be one document twice, and what is deleted and made anew would start from 1 again.
 */
export const revisionOf = (document: object): string => {
  let revision = known.get(document);
  if (revision === undefined) {
    const hash = new Sha256();
    hash.update(asciiJson(document));
    // Half of it: 128 bits, which nobody meets twice.
    known.set(document, (revision = hash.digest().slice(0, 32)));
  }
  return revision;
};

/** Documents are never changed, but only replaced. */
const known = new WeakMap<object, string>();

/**
 * Refuses to change a document that is in none of the wanted states any more.
 * @param wanted absent: any state will do.
 * @throws ConflictError `precondition_failed`
 */
export const refuseUnlessAt = (document: object, wanted: readonly string[] | undefined): void => {
  if (wanted === undefined) return;
  const revision = revisionOf(document);
  if (wanted.includes(revision)) return;
  const message = 'It was changed since it was read: read it again, and decide anew.';
  throw new ConflictError('precondition_failed', message, { wanted, revision });
};
