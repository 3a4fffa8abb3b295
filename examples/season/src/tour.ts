import type { Ready } from '@holdall/server/program';

/** The item that the tour is about. */
const shown = 'potion';

/** What to do with a server that has just been started, for people: where it is, and three requests to paste. */
export const tour = async ({ url, token, userToken }: Ready, database: string): Promise<string> => {
  const item = await idOf(shown, url, token!);
  const [all, own] = [`-H 'Authorization: Bearer ${token}'`, `-H 'Authorization: Bearer ${userToken}'`];
  return `
Holdall is ready, until you press Ctrl-C.

  address    ${url}
  reference  ${url}/reference
  database   ${database}
  token      ${token}
             an administrator's, for this run and this machine only

What ada holds, asked by herself; a ${shown} for her, from the administrator; and her first sip of it:

curl -s '${url}/users/me/inventory?size=3' ${own}
curl -si -X POST '${url}/users/ada/entitlements' ${all} -H 'Content-Type: application/json' -d '{"entitlement_id": ${item}}'
curl -si -X POST '${url}/users/me/entitlements/${item}/use' ${own}
`;
};

const idOf = async (uniqueKey: string, url: string, token: string): Promise<number> => {
  const response = await fetch(`${url}/entitlements?size=1000`, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`The list of items was answered with ${response.status}: ${await response.text()}`);
  const { content } = (await response.json()) as { content: { id: number; unique_key: string | null }[] };
  const item = content.find(({ unique_key: key }) => key === uniqueKey);
  if (item === undefined) throw new Error(`There is no ${uniqueKey}: start over with --fresh.`);
  return item.id;
};
