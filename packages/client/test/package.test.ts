import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createContext, runInContext } from 'node:vm';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compiled, packed, type Packed } from './harness/packed.js';
import { startServer } from './harness/server.js';

// Compilers take their time where several things run at once.
const patience = 120_000;
let made: Packed;
beforeAll(() => {
  made = packed();
}, patience);
afterAll(() => made.remove());

const startWithPotion = async () => {
  const server = await startServer();
  await server.engine.createItem({ item: { name: 'Potion', behaviors: [{ type_hint: 'consumable', max_use: 1 }] } });
  await server.engine.grant({ user: '7', item: 1 });
  return server;
};

/** What a host writes in plain JavaScript; `createClient` and `baseUrl` are there. */
const story = `
  const api = createClient({ baseUrl, token: 'ann' });
  const before = await api.check('me', 1);
  await api.useUserEntitlementItem('me', 1);
  const after = await api.check('me', 1);
  return { before, after };
`;
const told = { before: { allowed: true }, after: { allowed: false, reason: 'used_up', retryAt: null } };

describe('the package', () => {
  it('works from plain JavaScript in Node', async () => {
    const { baseUrl } = await startWithPotion();
    const program = `
      import { createClient } from '@holdall/client';
      const tell = async (baseUrl) => {${story}};
      console.log(JSON.stringify(await tell(process.argv[2])));
    `;
    const file = join(made.project, 'host.js');
    writeFileSync(file, program);
    const child = spawn(process.execPath, [file, baseUrl], { stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    expect(err).toBe('');
    expect(JSON.parse(out)).toMatchObject(told);
  });

  it('is one script in a browser, which has nothing of Node', async () => {
    const { baseUrl } = await startWithPotion();
    const script = await bundled(join(made.dist, 'index.js'));
    expect(script).not.toMatch(/node:|require\(|\bprocess\b|\bBuffer\b/);
    const { fetch, URL, URLSearchParams, AbortController, TextDecoder, setTimeout, clearTimeout, crypto } = globalThis;
    const page = { fetch, URL, URLSearchParams, AbortController, TextDecoder, setTimeout, clearTimeout, crypto };
    const run = `${script}; (async ({ createClient }, baseUrl) => {${story}})(holdall, ${JSON.stringify(baseUrl)})`;
    expect(await runInContext(run, createContext(page))).toMatchObject(told);
  });

  it('imports nothing but itself', () => {
    const files = readdirSync(made.dist, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(js|d\.ts)$/.test(file),
    );
    const imported = files.flatMap((file) =>
      [...readFileSync(join(made.dist, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map(
        (one) => one[1]!,
      ),
    );
    expect(imported.length).toBeGreaterThan(50);
    expect(imported.filter((name) => !/^\.\.?\//.test(name))).toEqual([]);
    const manifest = JSON.parse(readFileSync(join(made.dist, '../package.json'), 'utf8')) as object;
    expect(Object.keys(manifest)).not.toContain('dependencies');
  });

  it(
    'has types that a host without those of Node can use, and that know a host’s own behaviors',
    () => {
      const source = `
      import { createClient, type Behavior, type Decision } from '@holdall/client';
      declare module '@holdall/client' {
        interface BehaviorTypes { cooldown: { readonly type_hint: 'cooldown'; readonly seconds: number } }
      }
      const api = createClient({ baseUrl: 'https://store.example/api', credentials: 'include', fetch });
      export const secondsOf = (behavior: Behavior): number | null => (behavior.type_hint === 'cooldown' ? behavior.seconds : null);
      export const write = () => api.createEntitlementItem({ entitlementItem: { name: 'a', behaviors: [{ type_hint: 'cooldown', seconds: 3 }] } });
      export const reason = (decision: Decision): string => (decision.allowed ? '' : decision.reason);
    `;
      const wrong = `
      // @ts-expect-error the behavior has no such field
      export const wrong: Behavior = { type_hint: 'cooldown', second: 3 };
    `;
      expect(compiled(made, source + wrong)).toBe('');
    },
    patience,
  );
});

const bundled = async (entry: string): Promise<string> => {
  const outputs = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'holdall' } },
  });
  const [output] = outputs as { readonly output: readonly { readonly code: string }[] }[];
  return output!.output[0]!.code;
};
