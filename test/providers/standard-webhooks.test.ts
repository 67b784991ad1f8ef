import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { isGenuineWebhook, signWebhook, webhookKey } from '../../providers/standard-webhooks.ts';

const secret = `whsec_${Buffer.from('holdfast-sandbox-secret-0001').toString('base64')}`;
const other = `whsec_${Buffer.from('holdfast-sandbox-secret-0002').toString('base64')}`;
const at = new Date('2026-11-23T02:00:00.000Z');
const body = '{"text":"付款 ✓"}';
const headers: Record<string, string> = signWebhook({ secret, id: 'evt_1', at, body });

describe('signing', () => {
  test('makes the headers that the standard’s own library makes', () => {
    expect(headers).toEqual({
      'webhook-id': 'evt_1',
      'webhook-timestamp': '1795399200',
      'webhook-signature': new Webhook(secret).sign('evt_1', at, body),
    });
  });

  test.each(['', 'whsec_', 'whsec_not base64!', 'whsec_===='])('refuses %j as a secret', (bad) => {
    expect(() => webhookKey(bad)).toThrow('must be whsec_ and base64');
    expect(() => signWebhook({ secret: bad, id: 'evt_1', at, body })).toThrow('must be whsec_ and base64');
  });

  test('takes a secret without its prefix as the same secret', () => {
    expect(webhookKey(secret.slice('whsec_'.length))).toEqual(webhookKey(secret));
  });
});

describe('a webhook is genuine', () => {
  const [, signature] = headers['webhook-signature']?.split(',') ?? [];
  const forged = new Webhook(other).sign('evt_1', at, body);

  test.each([
    ['as it was signed', {}, true],
    ['with header names in capitals', { ...capitals(headers), ...without(...Object.keys(headers)) }, true],
    ['with one good signature after a bad one', { 'webhook-signature': `${forged} v1,${signature}` }, true],
    ['with one good signature before a bad one', { 'webhook-signature': `v1,${signature} ${forged}` }, true],
    ['but not with another secret’s signature', { 'webhook-signature': forged }, false],
    ['but not with another version of signature', { 'webhook-signature': `v1a,${signature}` }, false],
    ['but not with a signature cut short', { 'webhook-signature': `v1,${signature?.slice(0, 8)}` }, false],
    ['but not with an empty signature', { 'webhook-signature': 'v1,' }, false],
    ['but not with a bare signature', { 'webhook-signature': signature }, false],
    ['but not under another id', { 'webhook-id': 'evt_2' }, false],
    ['but not at another time', { 'webhook-timestamp': '1795399201' }, false],
    ['but not with a timestamp that is no number', { 'webhook-timestamp': '1795399200abc' }, false],
    ['but not without an id', { 'webhook-id': undefined }, false],
    ['but not without a timestamp', { 'webhook-timestamp': undefined }, false],
    ['but not without a signature', { 'webhook-signature': undefined }, false],
  ])('%s', (_, changes, genuine) => {
    expect(isGenuineWebhook({ secret, headers: { ...headers, ...changes }, body, now: at })).toBe(genuine);
  });

  test('but not with another body', () => {
    expect(isGenuineWebhook({ secret, headers, body: `${body} `, now: at })).toBe(false);
  });

  test.each([
    ['2026-11-23T01:55:00.000Z', true],
    ['2026-11-23T01:54:59.000Z', false],
    ['2026-11-23T02:05:00.999Z', true],
    ['2026-11-23T02:05:01.000Z', false],
  ])('within five minutes both ways: at %s it is %s', (now, genuine) => {
    expect(isGenuineWebhook({ secret, headers, body, now: new Date(now) })).toBe(genuine);
  });

  test('within another tolerance where one is given', () => {
    const now = new Date('2026-11-23T02:00:10.000Z');
    expect(isGenuineWebhook({ secret, headers, body, now, toleranceMs: 10_000 })).toBe(true);
    expect(isGenuineWebhook({ secret, headers, body, now, toleranceMs: 9_000 })).toBe(false);
  });
});

function capitals(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]));
}

function without(...names: readonly string[]): Record<string, undefined> {
  return Object.fromEntries(names.map((name) => [name, undefined]));
}
