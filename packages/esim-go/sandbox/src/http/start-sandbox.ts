import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { SettingsPatch } from '../world/settings.js';
import { apiServer, basePath } from './api-server.js';
import { controlServer } from './control-server.js';
import { Sandbox } from './sandbox.js';

export interface SandboxOptions {
  /** Default 127.0.0.1. Whoever reaches it can control it. */
  readonly host?: string | undefined;
  /** 0, the default: any free one. */
  readonly port?: number | undefined;
  readonly controlPort?: number | undefined;
  /** Ids, ICCIDs and chances follow from it; default 1. */
  readonly seed?: number | undefined;
  /** What the virtual clock begins with; default: the real time. It moves only when it is told to. */
  readonly now?: Date | undefined;
  readonly apiKey?: string | undefined;
  readonly settings?: SettingsPatch | undefined;
}

export interface RunningSandbox {
  /** The base URL of the API, with its version. */
  readonly url: string;
  readonly controlUrl: string;
  readonly apiKey: string;
  close(): Promise<void>;
}

/** Starts a sandbox in this process. */
export const startSandbox = async (options: SandboxOptions = {}): Promise<RunningSandbox> => {
  const { host = '127.0.0.1', port = 0, controlPort = 0, seed = 1, now = new Date(), settings } = options;
  const apiKey = options.apiKey ?? `sandbox-key-${seed}`;
  const start = { seed, now: now.getTime(), apiKey };
  const sandbox = new Sandbox({ ...start, settings });
  const servers = [apiServer(sandbox), controlServer(sandbox, start)] as const;
  const close = async (): Promise<void> => {
    sandbox.gate.open();
    await Promise.all(servers.map((server) => server.close()));
  };
  try {
    await servers[0].listen({ host, port });
    await servers[1].listen({ host, port: controlPort });
  } catch (error) {
    await close();
    throw error;
  }
  const [url, controlUrl] = servers.map((server) => urlOf(server)) as [string, string];
  return { url: url + basePath, controlUrl, apiKey, close };
};

const urlOf = ({ server }: FastifyInstance): string => {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
};
