import { HoldallError, InvalidInputError } from '@holdall/core';

/** What a run of the program ends with. A second signal ends it with 128 and the signal's number, as shells know it. */
export const exitCodes = { done: 0, failed: 1, calledWrongly: 2 } as const;

/** The code for a failure that one sentence explains, and the sentences; null for what is a fault of the program. */
export const explained = (error: unknown): { readonly code: number; readonly sentences: readonly string[] } | null => {
  if (error instanceof InvalidInputError) {
    const sentences = error.details.faults.map(({ path, message }) => `${path} ${message}.`);
    return { code: exitCodes.calledWrongly, sentences };
  }
  if (error instanceof HoldallError && error.code !== 'internal') {
    return { code: exitCodes.failed, sentences: [error.message] };
  }
  const { code: name = '', message } = Object(error) as { code?: string; message: string };
  if (name.startsWith('ERR_PARSE_ARGS')) return { code: exitCodes.calledWrongly, sentences: [message, 'See --help.'] };
  const sentence = ofTheSystem(error as NodeJS.ErrnoException & { address?: string; port?: number });
  return sentence === null ? null : { code: exitCodes.failed, sentences: [sentence] };
};

const ofTheSystem = ({
  code,
  syscall,
  address,
  port,
  message,
  path,
}: NodeJS.ErrnoException & { address?: string; port?: number }): string | null => {
  if (syscall === 'listen' || syscall === 'getaddrinfo') {
    switch (code) {
      case 'EADDRINUSE':
        return `Port ${port} of ${address} is taken by another program: stop that one, or choose another port with --port (0 takes any that is free).`;
      case 'EACCES':
        return `Port ${port} is for privileged programs: choose one from 1024 with --port, and let the proxy have this one.`;
      case 'EADDRNOTAVAIL':
      case 'ENOTFOUND':
        return `This machine has no address ${address ?? 'of that name'} to listen on: set another with --host. (${message})`;
      default:
        return `The server cannot listen: ${message}.`;
    }
  }
  return path === undefined ? null : `${path} cannot be used: ${message}.`;
};
