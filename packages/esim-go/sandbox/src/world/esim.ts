import type { Assignment } from './assignment.js';
import type { Instant } from './instant.js';

export type HistoryName =
  | 'Bundle Applied'
  | 'eSIM Updated'
  | 'eSIM Refreshed'
  | 'eSIM Utilisation Alert'
  | 'eSIM Returned'
  | 'Bundle Refunded To Balance'
  | 'Bundle Refunded to Inventory'
  | 'Bundle Revoked'
  | 'eSIM First Attachment'
  | 'eSIM First Use'
  | 'Bundle Expired'
  | 'Bundle Lapsed';

export interface HistoryEntry {
  readonly name: HistoryName;
  readonly bundle: string | null;
  readonly bundleState: string | null;
  readonly alertType: string | null;
  readonly date: string;
}

export interface Esim {
  readonly iccid: string;
  /** `returning`: taken by the returns process, and given back when it is found installed; else it is `gone`. */
  readonly holder: 'organisation' | 'somebody_else' | 'returning' | 'gone';
  /** When the returns process looks whether it is installed. */
  readonly returnDecidedAt: Instant | null;
  readonly provider: string;
  readonly profileStatus: string;
  readonly firstInstalledAt: Instant | null;
  readonly pin: string;
  readonly puk: string;
  readonly matchingId: string;
  /** The bare host. */
  readonly smdpAddress: string;
  readonly customerRef: string;
  readonly physical: boolean;
  readonly assignedDate: string;
  readonly lastAction: string;
  readonly actionDate: string;
  /** Oldest first. */
  readonly assignments: readonly Assignment[];
  /** Oldest first. */
  readonly history: readonly HistoryEntry[];
  readonly attached: boolean;
  readonly location: { readonly country: string; readonly lastSeen: string } | null;
  /** When a CountryChange was last sent, by country. */
  readonly countryAlerts: { readonly [iso: string]: Instant };
  readonly sms: readonly { readonly message: string; readonly from: string; readonly at: string }[];
}

const installed = new Set(['installed', 'enabled', 'disabled']);

/** Two platforms name it differently. */
export const isInstalled = ({ profileStatus }: Pick<Esim, 'profileStatus'>): boolean =>
  installed.has(profileStatus.toLowerCase());

/** What is in the phone, or printed as a QR code. */
export const activationCode = ({ smdpAddress, matchingId }: Esim): string => `LPA:1$${smdpAddress}$${matchingId}`;
