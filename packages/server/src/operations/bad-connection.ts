import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { RefusedRequest } from '../errors/refused-request.js';
import { codeOf, statuses } from '../errors/statuses.js';
import { toResult } from '../errors/to-result.js';

/** Answers bytes that never became a request, as far as anybody is there to read it, and closes the connection. */
export const answerBadConnection = (error: Error & { code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const refusal = refusalOf(error.code);
  const { status } = statuses[codeOf(refusal)];
  const body = JSON.stringify(toResult(refusal, randomUUID()));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
};

const refusalOf = (code: string | undefined): RefusedRequest => {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new RefusedRequest('request_timeout', 'The request took too long to come in.');
    case 'HPE_HEADER_OVERFLOW':
      return new RefusedRequest('headers_too_large', 'The headers are larger than this server takes.');
    default:
      return new RefusedRequest('bad_request', 'This is not HTTP.');
  }
};
