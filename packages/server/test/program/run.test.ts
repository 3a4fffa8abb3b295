import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDatabase } from '../../../persistence/test/worlds.js';
import { ask, command, served, temporaryFolder } from './program.js';

const manifest = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8')) as {
  version: string;
};

describe('holdall', () => {
  it.each([['--version'], ['serve', '--version']])('%s says its version', async (...args) => {
    expect(await command(args)).toEqual({ code: 0, printed: `${manifest.version}\n`, complained: '' });
  });

  it.each([
    [['--help'], 'holdall serve'],
    [['serve', '--help'], '--ready-file'],
    [['key', '-h'], '--expires MOMENT'],
    [['client', '--help'], '--id ID'],
    [['migrate', '--help'], '--status'],
    [['export', '--help'], '--file FILE'],
    [['import', '--help'], 'never used'],
  ])('%j explains itself', async (args, sentence) => {
    const { code, printed, complained } = await command(args);
    expect([code, complained]).toEqual([0, '']);
    expect(printed).toContain(sentence);
  });

  it.each([
    [[], 'A command is needed.'],
    [['sreve'], 'There is no command sreve.'],
    [['constructor'], 'There is no command constructor.'],
    [['key', '--nome', 'x'], "Unknown option '--nome'"],
    [['key'], '--name must be 1 to 100 characters.'],
    [['key', '--name', 'x', '--permissions', 'ROOT'], '--permissions must be a list of some of INVENTORY_ADMIN'],
    [['key', '--name', 'x', '--expires', 'soon'], '--expires must be'],
    [['key', '--name', 'x', '--user', 'u'.repeat(65)], '--user must be'],
    [['client', '--permissions', 'INVENTORY_ADMIN'], '--id must be 1 to 100 visible ASCII characters.'],
    [['client', '--id', 'x', '--permissions', 'ROOT'], '--permissions must be'],
    [['migrate', '--nonsense'], "'--nonsense'"],
    [['export', '--database', '/nowhere/at/all.sqlite'], 'names no file'],
  ])('%j is refused with a sentence', async (args, sentence) => {
    const { code, printed, complained } = await command(args);
    expect([code > 0, printed]).toEqual([true, '']);
    expect(complained).toContain(sentence);
    expect(complained).not.toContain('    at ');
  });

  it('prints a key only beside its hash, which does not hold it', async () => {
    const { printed } = await command(['key', '--name', 'shop']);
    const [, key, stored] = /\n(holdall_\S+)\n[\s\S]*?(\{[\s\S]*\})/.exec(printed)!;
    expect(JSON.parse(stored!)).toMatchObject({ name: 'shop', user: null, permissions: [], expires: null });
    expect(stored).not.toContain(key!.slice(-43));
  });

  it('moves all of a database to another, told as the server is', async () => {
    const folder = temporaryFolder();
    const [from, file] = [join(folder, 'from.sqlite'), join(folder, 'all.ndjson')];
    const environment = { HOLDALL_DATABASE: from };
    expect(await command(['migrate', '--status'], { environment })).toMatchObject({ code: 3 });
    expect(existsSync(from)).toBe(false);
    expect(await command(['migrate'], { environment })).toMatchObject({ code: 0 });

    const server = await served(['--demo'], environment);
    const body = JSON.stringify({ name: 'Potion', unique_key: 'potion' });
    const { url, token } = server.ready;
    await ask(`${url}/entitlements`, token, { method: 'POST', body });

    expect(await command(['export', '--file', file], { environment })).toMatchObject({ code: 0, complained: '' });
    const { url: to } = await temporaryDatabase();
    const place = ['--database', to, '--schema=shop', '--table-prefix', 'moved_'];
    const moved = await command(['import', ...place], { input: readFileSync(file, 'utf8') });
    expect(moved).toMatchObject({ code: 0, complained: expect.stringContaining('Imported') });
    const other = await served(['--demo', ...place]);
    expect((await ask(`${other.ready.url}/entitlements`, other.ready.token)).text).toContain('"unique_key":"potion"');
  });
});
