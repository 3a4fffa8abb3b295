import { describe, expect, it } from 'vitest';
import { calls } from './calls.js';
import { configured, key } from './hurry.js';
import { json, vendor } from './vendor.js';

describe('what goes over the wire', () => {
  it.each(calls)('$name', async ({ request, body, answer, make }) => {
    const { url, seen } = await vendor(() => json(answer));
    await expect(make(configured(url))).resolves.toEqual({ status: 200, data: answer });
    expect(seen).toHaveLength(1);
    const { method, path, query, headers } = seen[0]!;
    expect(`${method} ${path}${query.size === 0 ? '' : `?${query.toString()}`}`).toBe(request.replace(' ', ' /v2.4'));
    expect(seen[0]!.body === '' ? undefined : JSON.parse(seen[0]!.body)).toEqual(body);
    expect(headers['content-type']).toBe(body === undefined ? undefined : 'application/json');
    expect(headers.accept).toBe('application/json');
    // On every one, also on the revoke by name, where the vendor's own client forgets it.
    expect(headers['x-api-key']).toBe(key);
  });

  it('asks for the key before every call, so that a changed one counts at once', async () => {
    const { url, seen } = await vendor(() => json({ bundles: [] }));
    const keys = ['old', 'new'];
    const configuration = configured(url, { apiKey: async () => keys.shift()! });
    await calls[0]!.make(configuration);
    await calls[0]!.make(configuration);
    expect(seen.map(({ headers }) => headers['x-api-key'])).toEqual(['old', 'new']);
  });
});
