import { Type } from 'typebox';

export const cascade = Type.Optional(
  Type.Boolean({
    default: false,
    description: 'Whether settings of a group that differ from those of its other items change those, too',
  }),
);
