import type { SupplierRecord, SupplierStatus } from '../port/record.js';
import { dateFromEpoch, statusFrom } from '../port/shapes.js';
import type { BetatelInventory } from './shapes.js';

/** An inventory of Betatel's is a node of an organisation, with a wallet, under which SIMs and packages are: no stock. */
export const containerFrom = (supplier: string, inventory: BetatelInventory): SupplierRecord => {
  const { id, name, parent_inventory: parent, deactivated_date: deactivated } = inventory;
  return {
    supplier,
    kind: 'container',
    id,
    name: name === '' ? null : (name ?? null),
    status: statusOf(inventory),
    ...(deactivated === undefined ? {} : { validTo: dateFromEpoch(deactivated) }),
    ...(parent === undefined ? {} : { parentId: none(parent) ? null : parent }),
    attributes: inventory,
  };
};

/** A root has the parent 0. */
const none = (id: string | null): id is null => id === null || id === '0' || id === '';

const statusOf = ({ status, deleted_date: deleted }: BetatelInventory): SupplierStatus => {
  const said = statusFrom(status, meanings);
  return dateFromEpoch(deleted) === null ? said : { ...said, normalised: 'ended' };
};

/** As they are spelled without blanks, dashes and underscores. */
const meanings = {
  active: 'active',
  notactive: 'suspended',
  inactive: 'suspended',
  suspended: 'suspended',
  deactivated: 'ended',
  deleted: 'ended',
  terminated: 'ended',
} as const;
