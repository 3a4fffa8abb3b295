import type { InventoryOptions } from '../models/entry.js';
import type { Query } from '../transport/query.js';

/** The filters as the wire names them. */
export const inventoryQuery = (options: InventoryOptions): Query => ({
  inactive: options.inactive,
  size: options.size,
  page: options.page,
  filter_item_name: options.filterItemName,
  filter_item_id: options.filterItemId,
  filter_username: options.filterUsername,
  filter_group: options.filterGroup,
  filter_date: options.filterDate,
});
