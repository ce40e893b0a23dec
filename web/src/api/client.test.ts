import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiClient } from './client';
import { ApiError } from './problem';

const session = { user: 'jane', groups: [], mode: 'Session', csrfToken: 'csrf-1', expiresAt: null };
const fetched = vi.fn<typeof fetch>();

function answer(status: number, body?: unknown): void {
  fetched.mockResolvedValueOnce(new Response(body === undefined ? null : JSON.stringify(body), { status }));
}

const lastCall = () => {
  const [url, init] = fetched.mock.lastCall!;
  return { url, method: init?.method, headers: init?.headers as Record<string, string> };
};

beforeEach(() => {
  fetched.mockReset();
  vi.stubGlobal('fetch', fetched);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('ApiClient', () => {
  it('sends the session\'s CSRF token with a write and not with a read', async () => {
    const client = new ApiClient();
    answer(200, session);
    await client.session();
    answer(200, { items: [], nextCursor: null });
    await client.autoscalers(null, null);
    expect(lastCall().headers).not.toHaveProperty('X-CSRF-Token');

    answer(204);
    await client.signOut();

    expect(lastCall()).toMatchObject({ url: '/api/v1/session', method: 'DELETE', headers: { 'X-CSRF-Token': 'csrf-1' } });
  });

  it('forgets the CSRF token with the session', async () => {
    const client = new ApiClient();
    answer(200, session);
    await client.signIn('token');
    answer(204);
    await client.signOut();
    answer(200, session);
    await client.signIn('token');

    expect(lastCall().headers).not.toHaveProperty('X-CSRF-Token');
  });

  it('takes a refused parameter apart into field, value and what is allowed', async () => {
    const client = new ApiClient();
    answer(400, { title: 'A parameter is not allowed.', status: 400, errors: { window: ['zz is not allowed: a duration such as 6h'] } });

    const error = await client.forecast('default', 'chat', 'zz').catch((e: unknown) => e);

    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).fields).toEqual([
      { field: 'window', message: 'zz is not allowed: a duration such as 6h', value: 'zz', allowed: 'a duration such as 6h' },
    ]);
  });

  it('tells when the session has ended, but not when asked who is signed in', async () => {
    const client = new ApiClient();
    client.onSignedOut = vi.fn();
    answer(401, { title: 'Sign in first.' });
    await client.session().catch(() => undefined);
    expect(client.onSignedOut).not.toHaveBeenCalled();

    answer(401, { title: 'Sign in first.' });
    await client.about().catch(() => undefined);

    expect(client.onSignedOut).toHaveBeenCalledTimes(1);
  });

  it('survives an answer that is no problem document, and no answer at all', async () => {
    const client = new ApiClient();
    fetched.mockResolvedValueOnce(new Response('<html>', { status: 502 }));
    await expect(client.about()).rejects.toMatchObject({ status: 502, title: 'The server answered 502.' });

    fetched.mockRejectedValueOnce(new TypeError('failed'));
    await expect(client.about()).rejects.toMatchObject({ status: 0 });
  });

  it('escapes names in addresses', async () => {
    const client = new ApiClient();
    answer(200, {});
    await client.decisions('a/b', 'c?d', '12', 50);

    expect(lastCall().url).toBe('/api/v1/autoscalers/a%2Fb/c%3Fd/decisions?limit=50&cursor=12');
  });
});
