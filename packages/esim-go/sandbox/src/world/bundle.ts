import { z } from 'zod';

const country = z.strictObject({ name: z.string(), region: z.string(), iso: z.string().length(2) });
const defaultCountry = { name: 'France', region: 'Europe', iso: 'FR' };

/** A bundle of the catalogue. Data in MB, decimal; prices in minor units of the organisation's currency. */
export const bundleSchema = z.strictObject({
  name: z.string().min(1),
  description: z.string().default(''),
  groups: z.array(z.string()).default(['Standard Fixed']),
  countries: z.array(country).default([defaultCountry]),
  roamingEnabled: z.array(country).default([]),
  dataAmount: z.int().nonnegative().default(1000),
  duration: z.int().positive().default(7),
  durationUnit: z.enum(['day', 'month']).default('day'),
  speed: z.array(z.string()).nullable().default(['4G']),
  autostart: z.boolean().default(true),
  unlimited: z.boolean().default(false),
  useDms: z.boolean().default(false),
  /** Minor units: 999 is 9.99. */
  price: z.int().nonnegative().default(999),
  billingType: z.string().default('FixedCost'),
  /** Bundles only fit eSIMs of the same provider. */
  provider: z.string().default('A'),
});

export type Bundle = z.infer<typeof bundleSchema>;

/** Bytes of one assignment: 1 GB is 1000 MB is 1 000 000 000 bytes. */
export const bytesOf = (bundle: Bundle): number => bundle.dataAmount * 1_000_000;

export const covers = (bundle: Bundle, iso: string): boolean =>
  bundle.countries.some((it) => it.iso === iso) || bundle.roamingEnabled.some((it) => it.iso === iso);
