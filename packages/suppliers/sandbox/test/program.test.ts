import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { betatelInventory, usageProductInventory } from '@holdall/suppliers-sandbox';
import { expect, it, onTestFinished, vi } from 'vitest';
import { run } from '../src/cli/program.js';

const folder = async (): Promise<string> => {
  const made = await mkdtemp(join(tmpdir(), 'suppliers-sandbox-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
};

interface Ready {
  readonly betatel: { readonly url: string; readonly apiKey: string; readonly userId: string };
  readonly usageProducts: { readonly url: string; readonly token: string };
}

it('plays both until it is told to stop', async () => {
  const at = await folder();
  const [data, readyFile] = [join(at, 'data.json'), join(at, 'ready.json')];
  await writeFile(data, JSON.stringify({ inventories: [betatelInventory(7)], products: [usageProductInventory(8)] }));
  const ending = run(['--data', data, '--ready-file', readyFile]);
  const { betatel, usageProducts } = await vi.waitFor(
    async () => JSON.parse(await readFile(readyFile, 'utf8')) as Ready,
    { timeout: 20_000, interval: 10 },
  );
  const inventories = await fetch(`${betatel.url}/inventories`, {
    headers: { 'x-api-key': betatel.apiKey, 'x-user-id': betatel.userId },
  });
  expect(await inventories.json()).toMatchObject({ total: 1, inventories: [{ id: 7 }] });
  const products = await fetch(`${usageProducts.url}/usage-product-inventories?page=1&pageSize=10`, {
    headers: { authorization: `Bearer ${usageProducts.token}` },
  });
  expect(await products.json()).toMatchObject([{ id: 8 }]);
  // As the signal arrives, and without one to the whole test run.
  process.emit('SIGTERM');
  expect(await ending).toBe(0);
  await expect(fetch(`${betatel.url}/inventories`)).rejects.toThrow();
});

it.each([
  ['an unknown option', ['--prot', '1'], 2, /--prot/],
  ['a port that is none', ['--betatel-port', '70000'], 2, /--betatel-port/],
  ['data that is not there', ['--data', '/nowhere/data.json'], 1, /ENOENT/],
])('refuses %s', async (_what, args, code, complaint) => {
  const complained = vi.spyOn(console, 'error').mockReturnValue();
  expect(await run(args)).toBe(code);
  expect(complained.mock.lastCall![0]).toMatch(complaint);
  complained.mockRestore();
});
