import type { Fault } from '@holdall/core';
import { isPath } from '../../options.js';
import type { Settings } from './table.js';

/** What is wrong only beside other settings: who may sign in, and from where. */
export const checkIdentities = (settings: Settings, blame: (fault: Fault) => void): void => {
  const { demo, host, jwtSecret, jwks, apiKeys, clients } = settings;
  if (!demo && jwtSecret === null && jwks === null && apiKeys === null) {
    const message =
      'is needed, or nobody could sign in, and there is no default: put what `openssl rand -base64 48` prints into HOLDALL_JWT_SECRET (or set jwks, or apiKeys to what `holdall key` prints; to look around, --demo makes tokens for the run)';
    blame({ path: 'jwtSecret', message });
  }
  if (demo && !isLoopback(host)) {
    blame({
      path: 'host',
      message: `must be a loopback address in the demo, whose tokens everybody can read in its log: ${host} is none`,
    });
  }
  if (jwtSecret !== null && jwks !== null)
    blame({ path: 'jwks', message: 'goes without jwtSecret: use one of the two' });
  if (settings.jwtAlgorithms !== null && jwks === null) {
    blame({ path: 'jwtAlgorithms', message: 'is for jwks: a secret is for HS256 alone' });
  }
  if (clients !== null && jwtSecret === null) {
    blame({ path: 'clients', message: 'needs jwtSecret, which the tokens of /oauth/token are signed with' });
  }
};

/** The same, of where everything is. */
export const checkPlaces = (
  { prefix, betatelPrefix, database, schema }: Settings,
  blame: (fault: Fault) => void,
): void => {
  if (prefix !== '' && !/^(?:\/[\w.~-]+)+$/.test(prefix)) {
    blame({ path: 'prefix', message: 'must be a path such as /inventory, without a slash at its end' });
  }
  if (!isPath(betatelPrefix)) {
    blame({ path: 'betatelPrefix', message: 'must be a path of plain segments, such as /betatel' });
  }
  if (schema !== null && !isPostgres(database)) {
    blame({ path: 'schema', message: 'is for PostgreSQL: on SQLite, tablePrefix keeps tables apart' });
  }
};

/** The same, of the bridge to eSIM Go. */
export const checkEsimGo = (settings: Settings, blame: (fault: Fault) => void): void => {
  const { esimGoApiKey, esimGoBasePath, esimGoCallbackPath } = settings;
  if (esimGoApiKey === null) {
    for (const name of ['esimGoOldApiKey', 'esimGoBasePath', 'esimGoDatabase'] as const) {
      if (settings[name] !== null) blame({ path: name, message: 'needs esimGoApiKey: without it nothing is sold' });
    }
  }
  for (const name of ['esimGoApiKey', 'esimGoOldApiKey'] as const) {
    const key = settings[name];
    // Said here, where it is not quoted.
    if (key !== null && !/^[\x21-\x7e]+$/.test(key)) blame({ path: name, message: 'must be visible ASCII characters' });
  }
  if (
    esimGoBasePath !== null &&
    !/^https?:$/.test(URL.canParse(esimGoBasePath) ? new URL(esimGoBasePath).protocol : '')
  ) {
    blame({ path: 'esimGoBasePath', message: 'must be an http or https URL' });
  }
  if (esimGoCallbackPath !== '' && !/^(?:\/[\w.~-]+)+$/.test(esimGoCallbackPath)) {
    blame({
      path: 'esimGoCallbackPath',
      message: 'must be a path such as /esim-go/callbacks, without a slash at its end',
    });
  }
};

export const isPostgres = (database: string | null): database is string => /^postgres(?:ql)?:\/\//.test(database ?? '');

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
