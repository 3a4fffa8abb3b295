import { oneOrMany, type OneOrMany } from '../wire/one-or-many.js';
import { flag, instant, isoMoment, list, record, text, whole } from '../wire/readers.js';

/** One page of the account's eSIMs. The counts are not always there: read on until a page is not full. */
export interface ESIMs {
  readonly esims?: readonly ESIM[];
  readonly pageCount?: number;
  readonly pageSize?: number;
  readonly rows?: number;
}

export interface ESIM {
  readonly iccid?: string;
  readonly customerRef?: string;
  readonly lastAction?: string;
  /** ISO 8601. */
  readonly actionDate?: string;
  readonly physical?: boolean;
  /** ISO 8601. */
  readonly assignedDate?: string;
}

export interface ESIMDetailsResponse {
  readonly iccid?: string;
  readonly pin?: string;
  readonly puk?: string;
  readonly matchingId?: string;
  readonly smdpAddress?: string;
  /** `Released`, `Downloaded`, `Installed`, ...: installed now is `Installed`, `Enabled` or `Disabled`. */
  readonly profileStatus?: string;
  /** Milliseconds since 1970; in install details the same is an ISO 8601 text. */
  readonly firstInstalledDateTime?: number;
  readonly customerRef?: string;
  /** Only where it was asked for, with `additionalFields`. */
  readonly appleInstallUrl?: string;
}

/** What happened to an eSIM, in `actions`, the newest first; the fields of a single one also by themselves. */
export type ESIMHistory = OneOrMany<HistoryAction, 'actions'>;

export interface HistoryAction {
  /** `Bundle Applied`, `Bundle Revoked`, `eSIM Returned`, ... */
  readonly name?: string;
  readonly bundleName?: string;
  /** ISO 8601. */
  readonly date?: string;
  readonly bundleState?: string;
  /** A text such as `50% Used`. */
  readonly alertType?: string;
}

export interface LocationResponse {
  /** A TADIG-like code such as `FRAF1`, not an MNC. */
  readonly mobileNetworkCode?: string;
  readonly networkName?: string;
  readonly networkBrandName?: string;
  /** ISO 3166-1, two letters. */
  readonly country?: string;
  /** ISO 8601. */
  readonly lastSeen?: string;
}

export interface EsimsIccidSmsPostRequest {
  /** 1 to 160 characters. */
  readonly message: string;
  /** `eSIM` unless the account may use another. */
  readonly from?: string;
}

export interface UpdateSimDetails {
  readonly iccid?: string;
  readonly customerRef?: string;
}

const esim = record<ESIM>({
  iccid: text,
  customerRef: text,
  lastAction: text,
  actionDate: isoMoment,
  physical: flag,
  assignedDate: isoMoment,
});

export const esims = record<ESIMs>({ esims: list(esim), pageCount: whole, pageSize: whole, rows: whole });

export const esimDetails = record<ESIMDetailsResponse>({
  iccid: text,
  pin: text,
  puk: text,
  matchingId: text,
  smdpAddress: text,
  profileStatus: text,
  firstInstalledDateTime: instant,
  customerRef: text,
  appleInstallUrl: text,
});

export const esimHistory = oneOrMany(
  'actions',
  record<HistoryAction>(
    { name: text, bundleName: text, date: isoMoment, bundleState: text, alertType: text },
    { bundle: 'bundleName' },
  ),
);

export const location = record<LocationResponse>({
  mobileNetworkCode: text,
  networkName: text,
  networkBrandName: text,
  country: text,
  lastSeen: isoMoment,
});
