import { oneOrMany, type OneOrMany } from '../wire/one-or-many.js';
import { decimal, isoMoment, list, record, text, whole } from '../wire/readers.js';

/** The account: the fields of the one by themselves, and in `organisations`. Its API key comes along and is left out. */
export type OrganisationResponse = OneOrMany<Organisation, 'organisations'>;

export interface Organisation {
  readonly name?: string;
  readonly taxLiable?: string;
  readonly addr1?: string;
  readonly addr2?: string;
  readonly city?: string;
  readonly country?: string;
  readonly postcode?: string;
  readonly callbackUrl?: string;
  readonly notes?: string;
  readonly groups?: readonly string[];
  /** ISO 4217. */
  readonly currency?: string;
  /** In units of the currency, with decimals; includes the test credit. */
  readonly balance?: number;
  readonly testCredit?: number;
  /** ISO 8601. */
  readonly testCreditExpiry?: string;
  readonly businessType?: string;
  readonly website?: string;
  readonly productDescription?: string;
  readonly users?: readonly OrganisationUser[];
}

export interface OrganisationUser {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly role?: string;
  readonly emailAddress?: string;
  readonly phoneNumber?: string;
  readonly timeZone?: string;
}

export interface OrganisationBalanceResponse {
  readonly amount?: number;
  readonly balance?: number;
  readonly ref?: number;
}

export interface OrganisationGroups {
  readonly groups?: readonly OrganisationGroup[];
}

export interface OrganisationGroup {
  readonly name?: string;
  readonly priceListUrl?: string;
  readonly desc?: string;
  readonly icon?: string;
}

/** Yes or no, or a word for it: nothing hangs on it. */
const liability = (value: unknown, path: string): string =>
  typeof value === 'boolean' ? `${value}` : text(value, path);

const user = record<OrganisationUser>({
  firstName: text,
  lastName: text,
  role: text,
  emailAddress: text,
  phoneNumber: text,
  timeZone: text,
});

export const organisationResponse = oneOrMany(
  'organisations',
  record<Organisation>({
    name: text,
    taxLiable: liability,
    addr1: text,
    addr2: text,
    city: text,
    country: text,
    postcode: text,
    callbackUrl: text,
    notes: text,
    groups: list(text),
    currency: text,
    balance: decimal,
    testCredit: decimal,
    testCreditExpiry: isoMoment,
    businessType: text,
    website: text,
    productDescription: text,
    users: list(user),
  }),
);

export const balanceResponse = record<OrganisationBalanceResponse>({ amount: decimal, balance: decimal, ref: whole });

export const organisationGroups = record<OrganisationGroups>({
  groups: list(record<OrganisationGroup>({ name: text, priceListUrl: text, desc: text, icon: text })),
});
