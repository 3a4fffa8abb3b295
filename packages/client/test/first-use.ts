import { createClient } from '@holdall/client';

/** Drinks a potion, if one may. */
export const drink = async (baseUrl: string, token: string): Promise<string> => {
  const holdall = createClient({ baseUrl, token });
  const may = await holdall.check('me', 1);
  if (!may.allowed) return `No: ${may.reason}, ${JSON.stringify(may.facts)}`;
  await holdall.useUserEntitlementItem('me', 1, { info: 'at the well' });
  const { remaining, unit } = await holdall.getUserEntitlementBalance('me', 1);
  return `Done, ${remaining} ${unit} left.`;
};
