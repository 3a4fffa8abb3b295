import type { Outcome, Reply } from '../../state/reply.js';
import { at } from '../../values/faults.js';
import { readBoolean, readObject, refuseUnknownKeys, type Fields } from '../../values/fields.js';
import type { JsonValue } from '../../values/json.js';
import { storedJson, StoredFields, type Reading } from './stored-fields.js';

export const readReply = (fields: Fields, reading: Reading): Reply => {
  const { path, faults } = reading;
  refuseUnknownKeys(fields, ['scope', 'key', 'command', 'outcome', 'at'], path, faults);
  const stored = new StoredFields(fields, reading);
  const outcome = readObject(fields, 'outcome', path, faults, { required: true }) ?? {};
  return {
    scope: stored.text('scope', 64),
    key: stored.text('key', 255, 1),
    command: stored.object('command'),
    outcome: readOutcome(outcome, { path: at(path, 'outcome'), faults }),
    at: stored.moment('at'),
  };
};

const readOutcome = (fields: Fields, reading: Reading): Outcome => {
  const { path, faults } = reading;
  const ok = readBoolean(fields, 'ok', path, faults, { required: true }) ?? true;
  refuseUnknownKeys(fields, ['ok', ok ? 'result' : 'error'], path, faults);
  if (ok) return { ok, result: storedJson(fields['result'] ?? null, at(path, 'result'), faults) as JsonValue };
  const error = readObject(fields, 'error', path, faults, { required: true }) ?? {};
  const inner = { path: at(path, 'error'), faults };
  refuseUnknownKeys(error, ['code', 'details', 'message'], inner.path, faults);
  const stored = new StoredFields(error, inner);
  return {
    ok,
    error: { code: stored.text('code'), details: stored.object('details'), message: stored.text('message', Infinity) },
  };
};
