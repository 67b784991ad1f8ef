import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scopes } from '../../api/auth.ts';
import type { Scope } from '../../api/auth.ts';
import { responsesOf } from '../../api/route.ts';
import type { Route } from '../../api/route.ts';
import { routesOf } from '../../api/routes.ts';
import { openApi } from './support/api.ts';
import type { Answer, TestApi } from './support/api.ts';
import { goodRequests, otherRequests } from './support/requests.ts';
import type { Sample } from './support/requests.ts';

/** Answers are checked against their schemas as they are made (`checkAnswers`), so here every declared status is reached. */
let api: TestApi;
beforeAll(async () => {
  api = await openApi();
  good = goodRequests(api);
  otherwise = otherRequests(api);
});
afterAll(() => api.close());

let good: ReturnType<typeof goodRequests>;
let otherwise: ReturnType<typeof otherRequests>;

const nameOf = ({ method, url }: Route) => `${method} ${url}`;
const routes = routesOf({ devMode: true }).filter(({ produces }) => produces === undefined);
const declared = routes.flatMap((route) =>
  Object.keys(responsesOf(route))
    .map(Number)
    .filter((status) => status < 500)
    .map((status) => [nameOf(route), status, route] as const),
);

const ask = ({ method }: Route, { url, body, more = {} }: Sample) => api.ask(method, url, body, more);

/** What every route answers alike, from a request of its own that would succeed. */
async function alike(route: Route, status: number): Promise<Answer> {
  if (status === 409) return conflictOf(route);
  const sample = await sampleOf(route);
  const { url, body, more = {} } = sample;
  switch (status) {
    case 400:
      return ask(route, { url, more: { raw: '{' } });
    case 401:
      return ask(route, { url, body, more: { key: '' } });
    case 403:
      return ask(route, { url, body, more: { key: await keyWithout(route) } });
    case 404:
      return ask(route, { url: unknown(route), body });
    case 413:
      return ask(route, { url, more: { ...more, raw: JSON.stringify({ text: 'x'.repeat(1_100_000) }) } });
    case 415:
      return ask(route, { url, more: { ...more, raw: 'x', headers: { 'content-type': 'text/plain' } } });
    case 422:
      return ask(route, unreadable(route, sample));
    default:
      return ask(route, sample);
  }
}

async function sampleOf(route: Route): Promise<Sample> {
  const sample = await good[nameOf(route)]?.();
  if (!sample) throw new Error(`no request for ${nameOf(route)}`);
  return sample;
}

function keyWithout({ scope }: Route): Promise<string> {
  const wanted: readonly string[] = [scope].flat();
  return api.keyWith(scopes.filter((known: Scope) => !wanted.includes(known)));
}

/** The same address with ids that nothing has. */
function unknown({ url }: Route): string {
  return url.replaceAll(/:(\w+)/g, (_, name: string) => {
    if (name === 'number') return '1';
    return ['id', 'problemId', 'documentId'].includes(name) ? crypto.randomUUID() : 'nobody-has-this';
  });
}

function unreadable({ method, url: pattern }: Route, { url, body }: Sample): Sample {
  if (method !== 'GET') return { url, body, more: { headers: { 'idempotency-key': 'not a key' } } };
  return pattern.includes(':')
    ? { url: pattern.replaceAll(/:\w+/g, 'a%2Fb') }
    : { url: `${url.split('?')[0]}?limit=0` };
}

/** The conflict every route that writes has: the first request with its key is not answered yet. It is waited for, so all wait together. */
async function conflictOf(route: Route): Promise<Answer> {
  conflicts ??= secondRequests(declared.filter(([, status]) => status === 409).map(([, , each]) => each));
  const answer = await (await conflicts).get(nameOf(route));
  if (!answer) throw new Error(`${nameOf(route)} declares no conflict`);
  return answer;
}

let conflicts: Promise<ReadonlyMap<string, Promise<Answer>>> | undefined;

async function secondRequests(writing: readonly Route[]): Promise<ReadonlyMap<string, Promise<Answer>>> {
  const again = new Map<string, () => Promise<Answer>>();
  for (const route of writing) {
    const sample = await sampleOf(route);
    const more = { headers: { 'idempotency-key': nameOf(route).replace(' ', '-') } };
    await ask(route, { ...sample, more });
    again.set(nameOf(route), () => ask(route, { ...sample, more }));
  }
  const { client } = api.shop.database;
  const notAnswered = { state: 'in_flight', createdAt: api.clock.now };
  await client.idempotencyKey.updateMany({ where: { key: { contains: '-/v1/' } }, data: notAnswered });
  return new Map([...again].map(([name, askAgain]) => [name, askAgain()]));
}

test('every route has a request here', () => {
  expect(Object.keys(good).toSorted()).toEqual(routes.map(nameOf).toSorted());
});

describe('every declared status is reached:', () => {
  test.each(declared)('%s → %i', async (name, status, route) => {
    const special = otherwise[name]?.[status];
    const answer = special ? await ask(route, await special()) : await alike(route, status);
    expect(answer.status).toBe(status);
    if (status >= 400)
      expect(answer.body).toMatchObject({
        status,
        code: expect.stringMatching(/^[a-z_]+$/),
        errors: expect.any(Array),
      });
  });
});
