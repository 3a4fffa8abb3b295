import { z } from 'zod';

/** Money in minor units of the currency. */
export const organisationSchema = z.strictObject({
  name: z.string().default('Holdall Sandbox'),
  currency: z.string().length(3).default('USD'),
  /** Includes the test credit. */
  balance: z.int().nonnegative().default(1_000_000),
  testCredit: z.int().nonnegative().default(0),
  testCreditExpiry: z.iso.datetime().nullable().default(null),
  /** A word for it, not a flag. */
  taxLiable: z.string().default('No'),
  addr1: z.string().default('1 Sandbox Street'),
  addr2: z.string().default(''),
  city: z.string().default('London'),
  country: z.string().default('GB'),
  postcode: z.string().default('N1 1AA'),
  notes: z.string().default(''),
  groups: z.array(z.string()).default(['Standard Fixed', 'Standard Unlimited Lite']),
  businessType: z.string().default('Software'),
  website: z.string().default('https://example.com'),
  productDescription: z.string().default(''),
  users: z.array(z.record(z.string(), z.string())).default([
    {
      firstName: 'Ada',
      lastName: 'Tester',
      role: 'Owner',
      emailAddress: 'ada@example.com',
      phoneNumber: '+440000000000',
      timeZone: 'UTC',
    },
  ]),
});

export type Organisation = z.infer<typeof organisationSchema>;

/** One change of the balance. */
export interface Movement {
  readonly kind: 'opening' | 'order' | 'inventory_refund' | 'revoke_refund' | 'top_up' | 'test_credit_expired' | 'set';
  /** Minor units; negative when the balance fell. */
  readonly amount: number;
  readonly balance: number;
  /** Of the order, the lot or the assignment. */
  readonly reference: string | null;
  readonly date: string;
}
