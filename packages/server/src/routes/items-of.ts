import type { Engine, ItemView } from '@holdall/core';

/** Records and invoices name their items by id: the catalogue is asked once for each. */
export const itemsOf = async (
  engine: Engine,
  named: readonly { readonly item: number }[],
): Promise<ReadonlyMap<number, ItemView>> => {
  const ids = [...new Set(named.map(({ item }) => item))];
  const items = await Promise.all(ids.map((id) => engine.item(id)));
  return new Map(items.map((item) => [item.id, item]));
};
