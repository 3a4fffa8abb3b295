import type { InstallDetails } from './install.js';

/**
 * What the QR code of an eSIM says: `LPA:1$host$matching id` (GSMA SGP.22). The host alone, however the address was given.
 * Null where something is missing.
 */
export const activationCode = ({ smdpAddress, matchingId }: InstallDetails): string | null => {
  const host = (smdpAddress ?? '')
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/\/.*$/, '');
  return host === '' || matchingId === undefined || matchingId === '' ? null : `LPA:1$${host}$${matchingId}`;
};
