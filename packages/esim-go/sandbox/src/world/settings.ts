import { z } from 'zod';

/** How the account is set up, and which of the vendor's contradictions hold. Each choice is explained in the README. */
export const settingsSchema = z.strictObject({
  refunds: z
    .strictObject({
      /** The account manager's switch (contract 3.5). Off: inventory refunds are refused, revokes give nothing back. */
      enabled: z.boolean().default(true),
      /** Days from purchase, half-open: on the stroke of the last day it is over. */
      periodDays: z.int().nonnegative().default(60),
      returnedLot: z.enum(['same', 'new']).default('same'),
      /** Of a new lot: the original's purchase and expiry, or counted from the return. */
      returnedLotDates: z.enum(['original', 'fresh']).default('original'),
      price: z.enum(['paid', 'current']).default('paid'),
      /** Of a refund that the rules refuse; the vendor documents none. */
      refusedStatus: z.union([z.literal(400), z.literal(403)]).default(403),
      /** A revoke that gives nothing back takes place (help centre), or is refused. */
      ineligibleRevoke: z.enum(['revokes', 'refused']).default('revokes'),
      revokeByName: z.enum(['oldest_unused', 'latest']).default('oldest_unused'),
      /** DELETE by name where no unused assignment is left. */
      withoutUnused: z.enum(['refused', 'oldest_active']).default('refused'),
    })
    .prefault({}),
  assignments: z
    .strictObject({
      processingSeconds: z.int().min(0).max(600).default(0),
      queueLimit: z.int().positive().default(30),
      lapseMonths: z.int().positive().default(12),
      /** Free text: the description's example says ACTIVE, the help centre shows a sentence. */
      applyStatus: z.string().default('ACTIVE'),
    })
    .prefault({}),
  returns: z.strictObject({ enabled: z.boolean().default(true), days: z.int().nonnegative().default(4) }).prefault({}),
  inventory: z
    .strictObject({
      expiryMonths: z.int().positive().default(12),
      takes: z.enum(['earliest_expiry', 'oldest_lot']).default('earliest_expiry'),
    })
    .prefault({}),
  orders: z
    .strictObject({
      /** An order or apply of more bundles than this is asynchronous. */
      asynchronousAbove: z.int().nonnegative().default(5),
      /** When it is done: so many seconds of the virtual clock later, or after so many polls of /esims/assignments. */
      completesAfter: z
        .strictObject({ unit: z.enum(['seconds', 'polls']), amount: z.int().positive() })
        .default({ unit: 'seconds', amount: 30 }),
      retryAfterSeconds: z.int().nonnegative().default(5),
      maxBundles: z.int().positive().nullable().default(null),
      /** By the virtual clock. */
      secondsBetween: z.int().nonnegative().default(0),
    })
    .prefault({}),
  rateLimit: z
    .strictObject({
      enabled: z.boolean().default(true),
      perSecond: z.int().positive().default(10),
      clock: z.enum(['real', 'virtual']).default('real'),
      /** Tokens by operation; what is not named costs 1. */
      costs: z.record(z.string(), z.int().nonnegative()).default({}),
    })
    .prefault({}),
  authentication: z
    .strictObject({
      /** Lets DELETE by name pass without a key, as the generated client sends it. */
      keylessDeleteByName: z.boolean().default(false),
    })
    .prefault({}),
  sms: z.strictObject({ senders: z.array(z.string()).default(['eSIM']) }).prefault({}),
  callbacks: z
    .strictObject({
      url: z.url().nullable().default(null),
      version: z.enum(['V2', 'V3']).default('V2'),
      encoding: z.enum(['base64', 'hex']).default('base64'),
      signature: z.enum(['right', 'wrong', 'none']).default('right'),
      iccid: z.enum(['string', 'number']).default('string'),
      /** FirstUse replaces the alert at 1 %. */
      firstUse: z.boolean().default(true),
      dropChance: z.number().min(0).max(1).default(0),
      duplicateChance: z.number().min(0).max(1).default(0),
      /** By the virtual clock. */
      delaySeconds: z.int().nonnegative().default(0),
      /** Nothing is sent until POST /callbacks/deliver. */
      hold: z.boolean().default(false),
    })
    .prefault({}),
  shapes: z
    .strictObject({
      retryAfter: z.enum(['seconds', 'date']).default('seconds'),
      catalogue: z.enum(['wrapper', 'array']).default('wrapper'),
      history: z.enum(['array', 'object']).default('array'),
      historyBundle: z.enum(['bundleName', 'bundle']).default('bundleName'),
      assignments: z.enum(['object_when_one', 'array', 'object']).default('object_when_one'),
      orders: z.enum(['array', 'object', 'wrapper']).default('array'),
      organisation: z.enum(['flat', 'wrapper']).default('flat'),
      esimsPaging: z.boolean().default(true),
      /** With "object", /esims and the bundle lists hold one element bare where there is only one. */
      lists: z.enum(['array', 'object']).default('array'),
      orderErrors: z.enum(['json', 'text']).default('json'),
      bundleState: z.enum(['lower', 'upper', 'title']).default('lower'),
      smdpAddress: z.enum(['host', 'url']).default('host'),
      emptyLots: z.enum(['listed', 'hidden']).default('listed'),
      /** Whether includeUsed=true still shows what is no longer on the eSIM. */
      revoked: z.enum(['listed', 'hidden']).default('listed'),
      /** Fields that JSON answers leave out, wherever they are: all of them are optional. */
      omit: z.array(z.string()).default([]),
      /** Whether objects carry a field that nobody documented. */
      extraField: z.boolean().default(false),
    })
    .prefault({}),
});

export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = settingsSchema.parse({});

/** Some settings of some groups; the rest stays. */
export const settingsPatchSchema = z.partialRecord(settingsSchema.keyof(), z.record(z.string(), z.unknown()));
export type SettingsPatch = { readonly [Group in keyof Settings]?: Partial<Settings[Group]> };

/** @throws ZodError for a setting that does not exist or a value that it cannot have. */
export const patchedSettings = (settings: Settings, patch: SettingsPatch): Settings => {
  const groups = Object.entries(patch).map(([group, values]) => [
    group,
    { ...settings[group as keyof Settings], ...values },
  ]);
  return settingsSchema.parse({ ...settings, ...Object.fromEntries(groups) });
};
