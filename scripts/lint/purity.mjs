// An oxlint plugin for packages/core/src: a date made from nothing is the present moment, and the domain is handed its
// `now`. (Date.now, Math.random and node:* are banned by rules of oxlint itself, in .oxlintrc.json.)
const clocks = new Set(['Date', 'UTCDate', 'UTCDateMini']);

const readsClock = ({ callee, arguments: args }) =>
  callee.type === 'Identifier' && clocks.has(callee.name) && args.length === 0;

/** `Date(…)` without `new` ignores its arguments and always reads the clock. */
const callsDate = ({ callee }) => callee.type === 'Identifier' && callee.name === 'Date';

const noCurrentDate = {
  meta: { type: 'problem', docs: { description: 'Disallow dates made from the current moment' } },
  create(context) {
    const report = (node) => context.report({ node, message: 'The domain does not read the clock: pass `now` in.' });
    return {
      NewExpression: (node) => readsClock(node) && report(node),
      CallExpression: (node) => callsDate(node) && report(node),
    };
  },
};

export default { meta: { name: 'purity' }, rules: { 'no-current-date': noCurrentDate } };
