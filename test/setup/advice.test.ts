import { describe, expect, it } from 'vitest';
import { buildAdvice, installAdvice, nodeAdvice } from '../../scripts/advice.mjs';

describe('the version of Node.js', () => {
  it.each([
    ['18.20.4', false],
    ['20.18.3', false],
    ['20.19.0', true],
    ['21.0.0', true],
    ['24.1.0', true],
  ])('%s', (version, enough) => {
    expect(nodeAdvice(version) === null).toBe(enough);
  });

  it('is named, with the one that is needed', () => {
    expect(nodeAdvice('18.20.4')).toMatch(/20\.19 or newer.*18\.20\.4/);
  });
});

describe('a failed install', () => {
  const noBinary = 'prebuild-install warn install getaddrinfo ENOTFOUND github.com';
  const advise = (output: string, missing: string[] = []) => installAdvice(output, missing, 'linux');

  it.each([
    ['no make', `${noBinary}\ngyp ERR! stack Error: not found: make`, ['make'], 'lacks make: '],
    ['no tools', 'gyp ERR! find Python', ['a C++ compiler', 'make', 'Python 3'], 'a C++ compiler, make and Python 3'],
    ['an old node-gyp', `${noBinary}\nsqlite3 install: Failed\n`, ['make'], 'lacks make: '],
    ['no headers', 'gyp ERR! stack FetchError: getaddrinfo ENOTFOUND nodejs.org', [], 'The headers of Node.js'],
    ['broken build', `${noBinary}\ngyp ERR! build error`, [], 'install.log'],
    ['no network', 'ERR_PNPM_META_FETCH_FAIL getaddrinfo EAI_AGAIN', ['make'], 'check the network'],
    ['stale lockfile', 'ERR_PNPM_OUTDATED_LOCKFILE', [], 'commit the lockfile'],
  ])('%s', (_, output, missing, expected) => {
    expect(advise(output, missing)).toContain(expected);
    expect(advise(output, missing)).not.toContain('\n');
  });

  it('has no advice for what it does not know', () => {
    expect(advise('something new', ['make'])).toBeNull();
  });
});

it('names the remedy of the platform', () => {
  expect(buildAdvice('', ['make'], 'linux')).toContain('apt-get install -y build-essential python3');
  expect(buildAdvice('', ['make'], 'darwin')).toContain('xcode-select --install');
});
