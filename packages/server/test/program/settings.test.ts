import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InvalidInputError } from '@holdall/core';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../src/program/settings/read.js';
import { flagOf, settingNames, table, variableOf, type SettingName } from '../../src/program/settings/table.js';
import { settingsTable, settingsUsage } from '../../src/program/settings/usage.js';
import { secret, temporaryFolder } from './program.js';

const configOf = (content: unknown): string => {
  const file = join(temporaryFolder(), 'holdall.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

/** Path and message of every fault. */
const faultsOf = (read: () => unknown): readonly string[] => {
  try {
    read();
  } catch (error) {
    if (error instanceof InvalidInputError)
      return error.details.faults.map(({ path, message }) => `${path} ${message}`);
    throw error;
  }
  return [];
};

/** For every setting: a value that is not its default, as a text; what it is read as; and texts that are none. */
const examples: Readonly<
  Record<SettingName, { readonly text: string; readonly value: unknown; readonly wrong: readonly string[] }>
> = {
  host: { text: '::1', value: '::1', wrong: ['x'.repeat(256)] },
  port: { text: '0', value: 0, wrong: ['65536', '-1', '80.5', '0x50', '1e3', ' 80', 'http'] },
  prefix: { text: '/a/b-c', value: '/a/b-c', wrong: ['a', '/', '/a/', '/a b', `/${'x'.repeat(200)}`] },
  betatelPrefix: {
    text: '/a/b-c',
    value: '/a/b-c',
    wrong: ['a', '/', '/a/', '/a b', '/..', '/:id', `/${'x'.repeat(200)}`],
  },
  trustProxy: { text: 'loopback, 10.0.0.0/8', value: ['loopback', '10.0.0.0/8'], wrong: ['a,,b', ','] },
  database: { text: 'a.sqlite', value: 'a.sqlite', wrong: ['x'.repeat(4097)] },
  schema: { text: 'shop', value: 'shop', wrong: ['x'.repeat(64)] },
  tablePrefix: { text: 'shop_', value: 'shop_', wrong: ['x'.repeat(31)] },
  poolSize: { text: '2', value: 2, wrong: ['1', '1001'] },
  preparedStatements: { text: 'false', value: false, wrong: ['no', '0', 'False'] },
  lockTimeout: { text: '0', value: 0, wrong: ['600001'] },
  migrations: { text: 'check', value: 'check', wrong: ['never', 'Run'] },
  jwtSecret: { text: secret, value: secret, wrong: ['x'.repeat(31), 'x'.repeat(4097)] },
  jwks: { text: 'https://id.example/keys', value: 'https://id.example/keys', wrong: ['x'.repeat(4097)] },
  jwtAlgorithms: { text: 'RS256,ES256', value: ['RS256', 'ES256'], wrong: [','] },
  jwtIssuer: { text: 'https://id.example', value: 'https://id.example', wrong: ['x'.repeat(1001)] },
  jwtAudience: { text: 'shop', value: 'shop', wrong: ['x'.repeat(1001)] },
  jwtClockTolerance: { text: '300', value: 300, wrong: ['301'] },
  apiKeys: { text: '[{"id":"1"}]', value: [{ id: '1' }], wrong: ['{}', '[1]', '[null]', '[', 'key'] },
  clients: { text: '[{"id":"1"}]', value: [{ id: '1' }], wrong: ['{}', '[[]]', '['] },
  tokenLifetime: { text: '60', value: 60, wrong: ['59', '86401'] },
  rememberFor: { text: '1', value: 1, wrong: ['0', '3661'] },
  mostWaiting: { text: '1', value: 1, wrong: ['0', '1000001'] },
  mostTogether: { text: '1', value: 1, wrong: ['0', '10001'] },
  workerInterval: { text: '86400000', value: 86_400_000, wrong: ['0', '86400001'] },
  sweep: { text: 'false', value: false, wrong: ['off'] },
  fulfil: { text: 'false', value: false, wrong: ['off'] },
  bodyLimit: { text: '1024', value: 1024, wrong: ['1023', '67108865', '1 MB'] },
  deepest: { text: '1', value: 1, wrong: ['0', '1001'] },
  longestUrl: { text: '256', value: 256, wrong: ['255', '65537'] },
  mostUnderWay: { text: '1', value: 1, wrong: ['0', '1000001'] },
  usersRate: { text: '0', value: 0, wrong: ['1000000001'] },
  holdersRate: { text: '1', value: 1, wrong: ['1000000001'] },
  strangersRate: { text: '0', value: 0, wrong: ['1000000001'] },
  requestTimeout: { text: '100', value: 100, wrong: ['99', '3600001'] },
  headersTimeout: { text: '100', value: 100, wrong: ['99', '3600001'] },
  keepAliveTimeout: { text: '1', value: 1, wrong: ['0', '3600001'] },
  stopWithin: { text: '0', value: 0, wrong: ['3600001'] },
  esimGoApiKey: { text: 'sk-1', value: 'sk-1', wrong: ['x'.repeat(1001)] },
  esimGoOldApiKey: { text: 'sk-0', value: 'sk-0', wrong: ['x'.repeat(1001)] },
  esimGoBasePath: {
    text: 'http://127.0.0.1:9/v2.4',
    value: 'http://127.0.0.1:9/v2.4',
    wrong: ['api.esim-go.com', 'ftp://api.esim-go.com', `https://${'x'.repeat(1000)}`],
  },
  esimGoDatabase: { text: 'esims.sqlite', value: 'esims.sqlite', wrong: ['x'.repeat(4097)] },
  esimGoCallbackPath: {
    text: '/hooks/esim',
    value: '/hooks/esim',
    wrong: ['hooks', '/', '/a/', '/a b', `/${'x'.repeat(200)}`],
  },
  esimGoUnsigned: { text: 'accept', value: 'accept', wrong: ['allow', 'Accept'] },
  esimGoPoll: { text: 'false', value: false, wrong: ['never'] },
  metrics: { text: 'nobody', value: 'nobody', wrong: ['all'] },
  logLevel: { text: 'silent', value: 'silent', wrong: ['loud'] },
  logRequests: { text: 'false', value: false, wrong: ['2'] },
  demo: { text: 'true', value: true, wrong: ['yes'] },
  demoUser: { text: 'ada', value: 'ada', wrong: ['x'.repeat(65)] },
  readyFile: { text: 'ready.json', value: 'ready.json', wrong: ['x'.repeat(4097)] },
};

/** What a setting needs beside it to make sense. */
const beside = (name: SettingName): Readonly<Record<string, string>> => {
  switch (name) {
    case 'schema':
      return { HOLDALL_JWT_SECRET: secret, HOLDALL_DATABASE: 'postgres://localhost/shop' };
    case 'jwks':
      return {};
    case 'jwtAlgorithms':
      return { HOLDALL_JWKS: 'https://id.example/keys' };
    case 'esimGoOldApiKey':
    case 'esimGoBasePath':
    case 'esimGoDatabase':
      return { HOLDALL_JWT_SECRET: secret, HOLDALL_ESIM_GO_API_KEY: 'sk-1' };
    default:
      return { HOLDALL_JWT_SECRET: secret };
  }
};

describe.each(settingNames)('%s', (name) => {
  const { text, value, wrong } = examples[name];
  const flag = flagOf(name);

  it('is read from the environment, a flag and the file', () => {
    const read = (args: string[], environment: object) => readSettings(args, { ...beside(name), ...environment })[name];
    expect(value).not.toEqual(table[name].default);
    expect(read([], { [variableOf(name)]: text })).toEqual(value);
    expect(read(['--config', configOf({ [name]: value })], { [variableOf(name)]: '' })).toEqual(value);
    expect(flag === null ? value : read([`--${flag}`, text], {})).toEqual(value);
  });

  it.each(wrong)('is refused as %j, wherever it stands', (text) => {
    const sources: readonly (readonly [string, readonly string[], object])[] = [
      [variableOf(name), [], { [variableOf(name)]: text }],
      ...(flag === null ? [] : [[`--${flag}`, [`--${flag}=${text}`], {}] as const]),
    ];
    for (const [path, args, environment] of sources) {
      const faults = faultsOf(() => readSettings(args, { ...beside(name), ...environment }));
      expect(faults).toEqual([expect.stringMatching(/^\S+ must be /)]);
      expect(faults[0]!.startsWith(`${path} `) || faults[0]!.startsWith(`${name} `)).toBe(true);
    }
  });

  it('is refused as another type in the file', () => {
    const file = configOf({ [name]: name === 'demo' ? 'true' : { no: true } });
    const kind = table[name].kind.expected;
    expect(faultsOf(() => readSettings(['--config', file], beside(name)))).toEqual([`${name} in ${file} ${kind}`]);
  });
});

describe('the settings', () => {
  it('have their defaults where nothing is said', () => {
    const defaults = Object.fromEntries(settingNames.map((name) => [name, table[name].default]));
    expect(readSettings(['--demo'], {})).toEqual({ ...defaults, demo: true });
  });

  it('go by flag before environment before file', () => {
    const file = configOf({ port: 1, host: '127.0.0.2', jwtSecret: secret, poolSize: 7 });
    const environment = { HOLDALL_CONFIG: file, HOLDALL_PORT: '2', HOLDALL_HOST: '127.0.0.3' };
    expect(readSettings(['--port', '3'], environment)).toMatchObject({ port: 3, host: '127.0.0.3', poolSize: 7 });
    const other = configOf({ jwtSecret: secret });
    expect(readSettings(['--config', other], environment)).toMatchObject({ port: 2, host: '127.0.0.3', poolSize: 10 });
  });

  it('take a switch without a value as true', () => {
    expect(readSettings(['--demo', '--sweep', 'false', '--fulfil'], {})).toMatchObject({
      demo: true,
      sweep: false,
      fulfil: true,
    });
  });

  it('name every fault at once', () => {
    const file = configOf({ port: '80', hots: 'x' });
    const environment = { HOLDALL_POOL_SIZE: '0', HOLDALL_JWT_SECERT: secret };
    expect(faultsOf(() => readSettings(['--config', file, '--log-level', 'loud'], environment))).toEqual([
      `port in ${file} must be a whole number, 0 to 65,535`,
      `hots in ${file} is no setting: is host meant?`,
      'HOLDALL_POOL_SIZE must be a whole number, 2 to 1000',
      'HOLDALL_JWT_SECERT is no setting: is HOLDALL_JWT_SECRET meant?',
      '--log-level must be one of fatal, error, warn, info, debug, trace, silent',
    ]);
  });

  it('leave what is not ours, and what Kubernetes says of a service of our name', () => {
    const environment = { HOLDALL_SERVICE_HOST: '10.0.0.1', HOLDALL_PORT_8080_TCP: 'tcp://10.0.0.1:8080', PORT: 'x' };
    expect(faultsOf(() => readSettings(['--demo'], environment))).toEqual([]);
  });

  it.each([
    ['that is not there', 'none.json', 'cannot be read'],
    ['that is no JSON', '{ "port": ', 'is not JSON'],
    ['that holds a list', '[]', 'must hold a JSON object'],
    ['that holds null', 'null', 'must hold a JSON object'],
  ])('refuse a file %s', (_what, content, sentence) => {
    const file = content.endsWith('.json') ? join(temporaryFolder(), content) : configOf(content);
    const [fault] = faultsOf(() => readSettings(['--config', file, '--demo'], {}));
    expect(fault).toContain(`${file} ${sentence}`);
  });

  it('take what is in every object by inheritance for no setting', () => {
    const file = configOf('{ "__proto__": 1, "constructor": 2, "toString": 3 }');
    expect(faultsOf(() => readSettings(['--config', file, '--demo'], {}))).toHaveLength(3);
  });

  it.each([
    ['no secret', [], {}, /^jwtSecret is needed, .*openssl rand -base64 48.*HOLDALL_JWT_SECRET.*holdall key.*--demo/],
    ['two ways to verify tokens', [], { HOLDALL_JWT_SECRET: secret, HOLDALL_JWKS: 'https://x' }, /^jwks goes without/],
    ['algorithms for a secret', ['--jwt-algorithms', 'RS256'], { HOLDALL_JWT_SECRET: secret }, /^jwtAlgorithms is for/],
    ['tokens that nothing signs', ['--demo'], { HOLDALL_CLIENTS: '[]' }, /^clients needs jwtSecret/],
    ['a schema on SQLite', ['--demo', '--schema', 'shop'], {}, /^schema is for PostgreSQL/],
    [
      'a sandbox without a key',
      ['--demo', '--esim-go-base-path', 'http://x'],
      {},
      /^esimGoBasePath needs esimGoApiKey/,
    ],
    ['a key that no header carries', ['--demo'], { HOLDALL_ESIM_GO_API_KEY: 'a b' }, /^esimGoApiKey must be visible/],
    ['a demo for the world', ['--demo', '--host', '0.0.0.0'], {}, /^host must be a loopback address in the demo/],
    ['a demo for the network', ['--demo', '--host', '192.168.0.7'], {}, /^host must be a loopback/],
    ['a demo on a name', ['--demo', '--host', '127.0.0.1.example.com'], {}, /^host must be a loopback/],
    ['a demo on all IPv6', ['--demo', '--host', '::'], {}, /^host must be a loopback/],
  ] as const)('refuse %s', (_what, args, environment, sentence) => {
    expect(faultsOf(() => readSettings(args, environment))).toEqual([expect.stringMatching(sentence)]);
  });

  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('let a demo be on %s', (host) => {
    expect(readSettings(['--demo', '--host', host], {}).host).toBe(host);
  });

  it('have no flag for what is secret, and otherwise one that --help tells', () => {
    const secrets = settingNames.filter((name) => flagOf(name) === null);
    expect(secrets).toEqual(['jwtSecret', 'apiKeys', 'clients', 'esimGoApiKey', 'esimGoOldApiKey']);
    expect(() => readSettings(['--jwt-secret', secret], {})).toThrow("Unknown option '--jwt-secret'");
    for (const name of settingNames) expect(settingsUsage()).toContain(flagOf(name) ?? variableOf(name));
  });

  it('stand in the README as they are in the code', () => {
    const readme = readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8');
    const squeezed = (text: string) => text.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---');
    expect(squeezed(readme)).toContain(squeezed(settingsTable()));
  });
});
