import { setTimeout as pause } from 'node:timers/promises';

/** What REST answered. */
export interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** A shop's backend, as far as the tests need one: it knows the API's and the sandbox's addresses and nothing else. */
export interface ShopClient {
  call(
    method: string,
    path: string,
    body?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Reply>;
  order(id: string): Promise<Record<string, unknown>>;
  fastForward(id: string, by: string): Promise<Reply>;
  /** The newest session of the order at the sandbox. */
  session(orderId: string): Promise<{ readonly id: string; readonly state: string }>;
  sandbox(method: string, path: string, body?: object): Promise<unknown>;
}

const KEY = { authorization: 'Bearer holdfast-dev', 'content-type': 'application/json' };

/** A client of a stack's API and sandbox. */
export function shopClient({ apiUrl, sandboxUrl }: { apiUrl: string; sandboxUrl: string }): ShopClient {
  const call: ShopClient['call'] = async (method, path, body, headers = {}) => {
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${apiUrl}${path}`, { method, headers: { ...KEY, ...headers }, ...init });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
  };
  const sandbox: ShopClient['sandbox'] = async (method, path, body) => {
    const init =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    return (await fetch(`${sandboxUrl}${path}`, { method, ...init })).json();
  };
  return {
    call,
    sandbox,
    order: async (id) => (await call('GET', `/v1/orders/${id}?include=journal`)).body,
    fastForward: (id, by) => call('POST', `/v1/dev/orders/${id}/fast-forward`, { by }),
    async session(orderId) {
      const response = await fetch(`${sandboxUrl}/sessions?orderId=${orderId}`);
      const sessions: { id: string; state: string }[] = JSON.parse(await response.text());
      const newest = sessions.at(-1);
      if (!newest) throw new Error(`no session for ${orderId}`);
      return newest;
    },
  };
}

/** Looks every 50 ms until `check` holds; throws after `seconds`: long enough for a machine that is busy with other things. */
export async function eventually(check: () => Promise<boolean>, seconds = 60): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(50)) if (await check()) return;
  throw new Error(`it did not come about within ${seconds} s`);
}
