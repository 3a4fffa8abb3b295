// The `preinstall` guard: npm and yarn would build a second, different node_modules.
if (!process.env.npm_config_user_agent?.startsWith('pnpm/')) {
  console.error(
    'Holdall is a pnpm workspace: run `npm run setup` (or just `npm start` or `npm test`) instead of installing directly.',
  );
  process.exit(1);
}
