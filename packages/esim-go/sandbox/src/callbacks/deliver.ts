import type { Callback } from '../world/callback.js';

const timeoutMs = 10_000;

/** POSTs a callback once. Answers the receiver's status, or what went wrong. */
export const deliver = async ({ url, body, signature }: Callback): Promise<number | string> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(signature === null ? {} : { 'X-Signature-SHA256': signature }),
      },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.arrayBuffer();
    return response.status;
  } catch (error) {
    return (error as Error).message;
  }
};
