import type { Scenario } from '../scenario.js';
import { atomicity } from './atomicity.js';
import { catalogue } from './catalogue.js';
import { closing } from './closing.js';
import { conditions } from './conditions.js';
import { ids } from './ids.js';
import { isolation } from './isolation.js';
import { large } from './large.js';
import { ledger } from './ledger.js';
import { lists } from './lists.js';
import { needs } from './needs.js';
import { script } from './script.js';
import { walks } from './walks.js';
import { transfer } from './transfer.js';
import { writes } from './writes.js';

/** The one list, for every store. */
export const scenarios: readonly Scenario[] = [
  ...catalogue,
  ...ids,
  ...writes,
  ...needs,
  ...lists,
  ...walks,
  ...ledger,
  ...atomicity,
  ...isolation,
  ...closing,
  ...script,
  ...large,
  ...conditions,
  ...transfer,
];
