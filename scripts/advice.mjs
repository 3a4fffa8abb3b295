// What to tell somebody whose setup failed: one sentence that says what to do. Pure, so that tests reach all of it.

/** @param {string} version for example `20.19.0` */
export const nodeAdvice = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return null;
  return `Holdall needs Node.js 20.19 or newer, and this is ${version}: install a newer one from https://nodejs.org.`;
};

/**
 * @param {string} output what the installer printed
 * @param {string[]} missing build tools that this machine lacks
 * @param {string} platform as in process.platform
 * @returns {string | null} null where nothing is known
 */
export const installAdvice = (output, missing, platform) => {
  if (output.includes('ERR_PNPM_OUTDATED_LOCKFILE'))
    return 'A package.json and pnpm-lock.yaml disagree: run `npx pnpm@10.34.9 install` and commit the lockfile.';
  // Before the network: a native build that succeeds also reports that it found no prebuilt binary to download.
  if (/gyp ERR!| install: Failed$/m.test(output)) return buildAdvice(output, missing, platform);
  if (networkError.test(output)) return 'The packages could not be downloaded: check the network, then run this again.';
  return null;
};

/**
 * @param {string} output
 * @param {string[]} missing
 * @param {string} platform
 * @param {string} driver whose build it was, where that is known
 */
export const buildAdvice = (output, missing, platform, driver = failedIn(output)) => {
  if (missing.length > 0)
    return `${driver} is compiled on this machine, which lacks ${list(missing)}: ${remedy(platform)}, then run this again.`;
  if (output.split('\n').some((line) => line.includes('gyp ERR!') && networkError.test(line)))
    return `The headers of Node.js, which compiling ${driver} needs, could not be downloaded: check the network, then run this again.`;
  return `${driver} could not be compiled on this machine: install.log in the root of the repository says why.`;
};

/** @param {string} output */
const failedIn = (output) => (/better-sqlite3 install: Failed$/m.test(output) ? 'better-sqlite3' : 'sqlite3');

const networkError = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT/;

/** @param {string[]} words */
const list = (words) => [words.slice(0, -1).join(', '), words.at(-1)].filter(Boolean).join(' and ');

/** @param {string} platform */
const remedy = (platform) => {
  if (platform === 'darwin') return 'run `xcode-select --install`';
  return 'install it (on Debian or Ubuntu: `apt-get install -y build-essential python3`)';
};
