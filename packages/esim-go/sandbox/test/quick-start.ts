import { startSandbox } from '@holdall/esim-go-sandbox';

const { url, controlUrl, apiKey, close } = await startSandbox({ settings: { rateLimit: { enabled: false } } });

const post = async (to: string, body: object) => {
  const headers = { 'content-type': 'application/json', 'X-API-Key': apiKey };
  const response = await fetch(to, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as { esims: { iccid: string }[]; used: number };
};

// Some stock, one bundle of it on a new eSIM, and a customer who uses 250 MB of it in France.
await post(`${controlUrl}/lots`, { bundle: 'esim_1GB_7D_FR_V2', quantity: 10 });
const { esims } = await post(`${url}/esims/apply`, { name: 'esim_1GB_7D_FR_V2' });
const { used } = await post(`${controlUrl}/esims/${esims[0]!.iccid}/traffic`, { bytes: 250_000_000, country: 'FR' });

// The next apply is carried out, and its caller never learns of it.
const outcome = { kind: 'drop' };
await post(`${controlUrl}/faults`, { operation: 'esimsApplyPost', effect: 'done', outcome });
const lost = await post(`${url}/esims/apply`, { name: 'esim_1GB_7D_FR_V2' }).catch(() => 'lost');

await close();
export { lost, used };
