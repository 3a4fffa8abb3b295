// One program plays for all specs: starting one for each file would take longer than they do.
import './specs/common.js';
import './specs/inventory.js';
import './specs/orders.js';
import './specs/apply.js';
import './specs/esims.js';
import './specs/states.js';
import './specs/transitions.js';
import './specs/profiles.js';
import './specs/history.js';
import './specs/revoke.js';
import './specs/revoke-table.js';
import './specs/callbacks.js';
import './specs/shapes.js';
import './specs/faults.js';
import './specs/generated-client.js';
