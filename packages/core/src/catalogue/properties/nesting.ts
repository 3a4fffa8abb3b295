/** How deep definitions, values and field lists may lie within each other; the outermost is the first level. */
export const deepest = 8;
export const tooDeep = `must not be nested more than ${deepest} levels deep`;
