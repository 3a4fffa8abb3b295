import { offsetCountDialect, type FilterFields } from '@holdall/suppliers/query';
import { Type } from 'typebox';
import { holderOf } from '../auth/permission.js';
import { askedOf, readQuery } from '../request/dialect.js';
import { BetatelInventories, betatelInventoryToWire } from '../wire/betatel-inventory.js';
import { ref } from '../wire/schema.js';
import { entriesFrom } from './entries-from.js';
import { route } from './route.js';

/** Beyond the vendor's page: its SDK has it. */
const filters = { user: { type: 'text', name: 'company' } } as const satisfies FilterFields;
const dialect = offsetCountDialect({ filters });

/** Where it is: Knetik's own list has `/inventories`. @param prefix such as `/betatel` */
export const getBetatelInventories = (prefix: string) =>
  route({
    id: 'getBetatelInventories',
    method: 'GET',
    path: `${prefix}/inventories`,
    summary: "List everybody's entries as Betatel lists inventories",
    tag: 'Other dialects',
    permission: holderOf('INVENTORY_ADMIN'),
    query: Type.Object({
      offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 999_999, default: 0, format: 'int32' })),
      count: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 20, format: 'int32' })),
      company: Type.Optional(Type.String({ maxLength: 64, description: 'Whose they are: the id of a user' })),
    }),
    writes: false,
    success: { status: 200, schema: ref(BetatelInventories) },
    names: { user: 'company' },

    async handle({ engine, query: parameters }) {
      const { part, ...rest } = readQuery(dialect, parameters);
      const asked = askedOf({ ...rest, part }, () => 'company')!;
      const { entries, total } = await entriesFrom(engine, asked, part!);
      return {
        body: {
          total,
          offset: part!.skip,
          count: entries.length,
          inventories: entries.map(betatelInventoryToWire),
        },
      };
    },
  });
