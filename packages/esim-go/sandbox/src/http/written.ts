import type { ApiResponse } from '../api/response.js';
import type { Settings } from '../world/settings.js';
import { qrZip } from './qr-codes.js';

/** A response as bytes. */
export interface Written {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: Uint8Array;
}

/** `wallClock`: what a Retry-After that is a date counts from, as HTTP's own dates do. */
export const written = (shapes: Settings['shapes'], response: ApiResponse, wallClock: number): Written => {
  const { contentType, body } = contentOf(response.body);
  const retryAfter = response.retryAfterSeconds;
  return {
    status: response.status,
    headers: {
      'content-type': contentType,
      ...(retryAfter === null ? {} : { 'retry-after': retryAfterOf(shapes, retryAfter, wallClock) }),
    },
    body,
  };
};

const contentOf = (body: ApiResponse['body']): { readonly contentType: string; readonly body: Uint8Array } => {
  switch (body.kind) {
    case 'json':
      return { contentType: 'application/json', body: Buffer.from(JSON.stringify(body.value)) };
    case 'text':
      return { contentType: body.contentType, body: Buffer.from(body.text) };
    case 'qr_codes':
      return { contentType: 'application/zip', body: qrZip(body.codes) };
  }
};

/** A date has whole seconds: it is rounded up, never to come back too early. */
const retryAfterOf = (shapes: Settings['shapes'], seconds: number, wallClock: number): string =>
  shapes.retryAfter === 'seconds'
    ? String(seconds)
    : new Date(Math.ceil((wallClock + seconds * 1000) / 1000) * 1000).toUTCString();
