import { Type } from 'typebox';

/** What every list by page takes. */
export const paging = {
  size: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 25, format: 'int32' })),
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1, format: 'int32' })),
};
