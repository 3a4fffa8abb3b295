import { changeAssignment, startAssignment } from './assignments.js';
import { readCallbacks, sendCallback } from './callbacks.js';
import { addBundles } from './catalogue.js';
import { moveClock, readClock } from './clock.js';
import type { ControlCommand } from './command.js';
import { addEsims, changeEsim } from './esims.js';
import { addFault, readFaults, removeFaults } from './faults.js';
import { addKey, removeKey } from './keys.js';
import { addLot } from './lots.js';
import { changeOrganisation } from './organisation.js';
import { changeSettings, readSettings } from './settings.js';
import { readEsim, readState } from './state.js';
import { makeTraffic } from './traffic.js';

/** All that concerns the world alone. What concerns the running program is in http/control-server.ts. */
export const controlCommands: readonly ControlCommand[] = [
  readState,
  readEsim,
  readSettings,
  changeSettings,
  readClock,
  moveClock,
  addKey,
  removeKey,
  changeOrganisation,
  addBundles,
  addLot,
  addEsims,
  changeEsim,
  makeTraffic,
  startAssignment,
  changeAssignment,
  readFaults,
  addFault,
  removeFaults,
  readCallbacks,
  sendCallback,
];
