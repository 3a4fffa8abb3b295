import { mediaTypeOf, textOf, type Answer } from '../wire/answer.js';
import { rowsFrom } from '../wire/csv.js';
import { jsonFrom } from '../wire/json.js';
import { oneOrMany, together, type OneOrMany } from '../wire/one-or-many.js';
import { isoMoment, record, text } from '../wire/readers.js';
import { Unreadable } from '../wire/unreadable.js';
import { filesFrom } from '../wire/zip.js';

/** What a phone needs to install an eSIM. */
export interface InstallDetails {
  readonly iccid?: string;
  readonly matchingId?: string;
  /** Some come with `http://` before the host: see `activationCode`. */
  readonly smdpAddress?: string;
  readonly profileStatus?: string;
  readonly pin?: string;
  readonly puk?: string;
  /** ISO 8601. */
  readonly firstInstalledDateTime?: string;
  readonly appleInstallUrl?: string;
  /** In tables only. */
  readonly bundle?: string;
  /** In tables only. */
  readonly reference?: string;
}

export interface QrCode {
  /** The name of the file in the archive. */
  readonly name: string;
  /** As far as the name tells. */
  readonly iccid?: string;
  readonly png: Uint8Array;
}

/**
 * Of all eSIMs of a reference: in `esims`, whether they came as an object, a list or a table; the fields of a single one
 * also by themselves. From an archive, `qrCodes` instead.
 */
export type ESIMDetailsInstallResponse = OneOrMany<InstallDetails, 'esims'> & { readonly qrCodes: readonly QrCode[] };

/** By what came, not by what was asked for: a table is the vendor's default. */
export const installResponse = (answer: Answer): ESIMDetailsInstallResponse => {
  if (startsWith(answer.bytes, 'PK')) return { esims: [], qrCodes: qrCodesIn(answer.bytes) };
  const content = textOf(answer);
  const json = /^\s*[[{]/.test(content) || mediaTypeOf(answer) === 'application/json';
  const details = json ? ofJson(jsonFrom(answer), '') : together('esims', ofTable(content));
  return { ...details, qrCodes: [] };
};

const ofJson = oneOrMany(
  'esims',
  record<InstallDetails>(
    {
      iccid: text,
      matchingId: text,
      smdpAddress: text,
      profileStatus: text,
      pin: text,
      puk: text,
      firstInstalledDateTime: isoMoment,
      appleInstallUrl: text,
      bundle: text,
      reference: text,
    },
    { rspUrl: 'smdpAddress' },
  ),
);

/** The headers of the table, in lower case and without spaces. */
const columns = {
  iccid: 'iccid',
  matchingid: 'matchingId',
  rspurl: 'smdpAddress',
  smdpaddress: 'smdpAddress',
  profilestatus: 'profileStatus',
  pin: 'pin',
  puk: 'puk',
  firstinstalleddatetime: 'firstInstalledDateTime',
  appleinstallurl: 'appleInstallUrl',
  bundle: 'bundle',
  reference: 'reference',
} as const satisfies Readonly<Record<string, keyof InstallDetails>>;

const ofTable = (table: string): readonly InstallDetails[] => {
  // A page of a proxy is a table of one column to a parser that knows no better.
  if (!/^.*iccid/i.test(table)) throw new Unreadable('', 'is neither JSON nor a table of ICCIDs nor a ZIP archive');
  return rowsFrom(table).map((row) =>
    Object.fromEntries(
      Object.entries(columns).flatMap(([header, field]) => {
        const cell = row.get(header) ?? '';
        return cell === '' ? [] : [[field, cell]];
      }),
    ),
  );
};

const qrCodesIn = (archive: Uint8Array): readonly QrCode[] =>
  filesFrom(archive, '.png').map(([name, png]) => {
    const iccid = /(?<!\d)\d{18,20}(?!\d)/.exec(name)?.[0];
    return iccid === undefined ? { name, png } : { name, iccid, png };
  });

const startsWith = (bytes: Uint8Array, letters: string): boolean =>
  Array.from(letters).every((letter, index) => bytes[index] === letter.charCodeAt(0));
