import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listOf } from '../../api/cursor.ts';
import { Alert } from '../../api/schemas/alert.ts';
import { MINUTE, later } from '../../domain/duration.ts';
import { START, openApi } from './support/api.ts';
import type { TestApi } from './support/api.ts';

let api: TestApi;
const ids = Array.from({ length: 3 }, () => randomUUID());
beforeAll(async () => {
  api = await openApi();
  const data = ids.map((id, index) => ({
    id,
    key: id,
    kind: 'large_order',
    subject: `o${index}`,
    facts: { amount: 1 },
    at: later(START, index * MINUTE),
  }));
  await api.shop.database.client.alert.createMany({ data });
});
afterAll(() => api.close());

const list = async (query: string) => (await api.ask('GET', `/v1/alerts?${query}`)).as(listOf(Alert));

test('alerts are listed newest first, page by page', async () => {
  const first = await list('limit=2');
  const second = await list(`limit=2&cursor=${first.nextCursor}`);
  expect([...first.data, ...second.data].map(({ subject }) => subject)).toEqual(['o2', 'o1', 'o0']);
  expect(first.data[0]).toEqual({
    id: ids[2],
    kind: 'large_order',
    subject: 'o2',
    facts: { amount: 1 },
    at: later(START, 2 * MINUTE),
  });
});

test('alerts of one kind are listed alone, and a kind that is none is refused', async () => {
  expect((await list('kind=large_order')).data).toHaveLength(3);
  expect((await list('kind=late_parcel')).data).toEqual([]);
  const wrong = await api.ask('GET', '/v1/alerts?kind=No%20kind');
  expect(wrong.body).toMatchObject({ status: 422, errors: [{ field: 'kind' }] });
});

test('an alert is acknowledged once, and leaves the list of those nobody has seen', async () => {
  const first = await api.ask('POST', `/v1/alerts/${ids[1]}/acknowledge`);
  expect(first.body).toMatchObject({ id: ids[1], acknowledgedAt: START });
  api.clock.move(MINUTE);
  const again = await api.ask('POST', `/v1/alerts/${ids[1]}/acknowledge`);
  expect(again.body).toEqual(first.body);
  expect((await list('acknowledged=false')).data.map(({ subject }) => subject)).toEqual(['o2', 'o0']);
  expect((await list('acknowledged=true')).data.map(({ subject }) => subject)).toEqual(['o1']);
});

test('an alert nobody raised is 404', async () => {
  const answer = await api.ask('POST', `/v1/alerts/${randomUUID()}/acknowledge`);
  expect(answer.body).toMatchObject({ status: 404, code: 'alert_not_found' });
});
