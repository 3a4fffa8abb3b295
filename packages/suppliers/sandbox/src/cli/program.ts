import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { BetatelInventory } from '../betatel/inventory.js';
import { startBetatel } from '../betatel/start-betatel.js';
import type { UsageProductInventory } from '../usage-products/product.js';
import { startUsageProducts } from '../usage-products/start-usage-products.js';

const usage = `holdall-suppliers-sandbox plays Betatel's inventories and Elevate's usage-product inventories, until it is sent
SIGTERM or SIGINT.

  holdall-suppliers-sandbox --data FILE --ready-file FILE

  --data FILE             { inventories, products } as JSON: what there is (nothing)
  --ready-file FILE       gets { betatel, usageProducts } as JSON when both are listening: where, and with which credentials
  --host HOST             what to listen on (127.0.0.1)
  --betatel-port PORT     0, the default, is any free one
  --products-port PORT    likewise
  --help                  this text

It exits with 0 when it was stopped, 1 when it could not start, 2 when it was called wrongly.
`;

interface Call {
  readonly host: string | undefined;
  readonly betatelPort: number;
  readonly productsPort: number;
  readonly data: string | undefined;
  readonly readyFile: string | undefined;
}

/** Answers the exit code. */
export const run = async (args: readonly string[]): Promise<number> => {
  const call = callFrom(args);
  if (call === 'help') return (console.log(usage), 0);
  if (call instanceof Error) return (console.error(`${call.message}\n\n${usage}`), 2);
  const stopped = stopSignal();
  const closing: (() => Promise<void>)[] = [];
  const { host, readyFile } = call;
  try {
    // One of an earlier run would say that this one is ready.
    if (readyFile !== undefined) await rm(readyFile, { force: true });
    const { inventories, products } = await dataFrom(call.data);
    const betatel = await startBetatel({ host, port: call.betatelPort, inventories });
    closing.push(betatel.close);
    const usageProducts = await startUsageProducts({ host, port: call.productsPort, products });
    closing.push(usageProducts.close);
    const { url, apiKey, userId } = betatel;
    const ready = JSON.stringify({
      betatel: { url, apiKey, userId },
      // The sandbox's clock stands still here, so that the token does not run out.
      usageProducts: { url: usageProducts.url, token: usageProducts.issue() },
    });
    if (readyFile === undefined) console.log(ready);
    else await writeWhole(readyFile, ready);
    await stopped;
    return 0;
  } catch (error) {
    console.error((error as Error).message);
    return 1;
  } finally {
    await Promise.all(closing.map((close) => close()));
  }
};

const callFrom = (args: readonly string[]): Call | 'help' | Error => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        'ready-file': { type: 'string' },
        host: { type: 'string' },
        'betatel-port': { type: 'string' },
        'products-port': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) return 'help';
    return {
      host: values.host,
      betatelPort: portIn('--betatel-port', values['betatel-port']),
      productsPort: portIn('--products-port', values['products-port']),
      data: values.data,
      readyFile: values['ready-file'],
    };
  } catch (error) {
    return error as Error;
  }
};

const portIn = (name: string, text = '0'): number => {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new Error(`${name} must be a whole number of at most 65535`);
};

interface Data {
  readonly inventories?: readonly BetatelInventory[];
  readonly products?: readonly UsageProductInventory[];
}

const dataFrom = async (file: string | undefined): Promise<Data> => {
  if (file === undefined) return {};
  const data: unknown = JSON.parse(await readFile(file, 'utf8'));
  const { inventories = [], products = [] } = (data ?? {}) as Record<keyof Data, unknown>;
  if (Array.isArray(inventories) && Array.isArray(products)) return { inventories, products };
  throw new Error(`${file} must hold { inventories, products }, each a list`);
};

const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });

/** Whoever waits for the file never reads half of it. */
const writeWhole = async (file: string, text: string): Promise<void> => {
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, text);
  await rename(unfinished, file);
};
