import { describe, expect, test } from 'vitest';
import { assert, property, string } from 'fast-check';
import { hasExpired, linkTokens, type LinkPayload } from '../../providers/link-tokens.ts';

const SECRET = 'a secret of the tests, long enough';
const tokens = linkTokens(SECRET);
const ORDER = 'ord_01J9ZK7Hx2:v.1-a';

describe('a token', () => {
  test.each<LinkPayload>([
    { audience: 'buyer', orderId: ORDER },
    { audience: 'buyer', orderId: ORDER, notAfter: '2026-11-24T06:30:00.000Z' },
    { audience: 'friend', orderId: ORDER, notAfter: '2026-11-24T06:30:00.000Z' },
    { audience: 'buyer', orderId: ORDER, generation: 3 },
    { audience: 'friend', orderId: ORDER, notAfter: '2026-11-24T06:30:00.000Z', generation: 12 },
    { audience: 'stop', orderId: ORDER, channel: 'email' },
    { audience: 'stop', orderId: ORDER, channel: 'in_app', notAfter: '2026-11-24T06:30:00.000Z' },
  ])('says again what was signed: %o', (payload) => {
    const token = tokens.sign(payload);
    expect(tokens.verify(token)).toEqual(payload);
    expect(token).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(token).toBe(tokens.sign(payload));
  });

  test('is short: 26 characters beside the order id', () => {
    expect(tokens.sign({ audience: 'buyer', orderId: 'o'.repeat(12) })).toHaveLength(46);
  });

  test('names audience and order, so one for a friend is none for the buyer', () => {
    const [buyer, friend] = [
      tokens.sign({ audience: 'buyer', orderId: ORDER }),
      tokens.sign({ audience: 'friend', orderId: ORDER }),
    ];
    expect(buyer).not.toBe(friend);
    expect(tokens.verify(friend)?.audience).toBe('friend');
  });

  test('is not signed for an id that could be read as two', () => {
    expect(() => tokens.sign({ audience: 'stop', orderId: 'a~b', channel: 'sms' })).toThrow('~');
    expect(() => tokens.sign({ audience: 'stop', orderId: 'a', channel: 's~ms' })).toThrow('~');
  });
});

describe('a token that we did not sign is nothing', () => {
  const token = tokens.sign({ audience: 'buyer', orderId: ORDER });

  test('whatever single character of it is changed, cut or added', () => {
    for (let index = 0; index < token.length; index += 1) {
      const [before, after] = [token.slice(0, index), token.slice(index + 1)];
      for (const character of ['A', 'z', '-', '~', '=', '.']) {
        if (character !== token[index]) expect(tokens.verify(before + character + after)).toBeUndefined();
        expect(tokens.verify(before + character + token.slice(index))).toBeUndefined();
      }
      expect(tokens.verify(before + after)).toBeUndefined();
    }
  });

  test.each([
    '',
    'x',
    token.slice(0, -1),
    `${token}=`,
    `${token} `,
    token.repeat(2),
    '\u0000'.repeat(60),
    '字'.repeat(60),
    'a'.repeat(100_000),
  ])('such as %j', (forged) => expect(tokens.verify(forged)).toBeUndefined());

  test('nor any other text', () => {
    assert(property(string({ unit: 'binary', maxLength: 200 }), (text) => tokens.verify(text) === undefined));
  });

  test('nor one under another secret', () => {
    expect(linkTokens('another secret, also long enough').verify(token)).toBeUndefined();
  });
});

describe('secrets are replaced', () => {
  const [older, newer] = ['the older secret, long enough', 'the newer secret, long enough'];
  const before = linkTokens(older).sign({ audience: 'buyer', orderId: ORDER });

  test('older links live on while the older secret is in the list, and end with it', () => {
    expect(linkTokens([newer, older]).verify(before)).toEqual({ audience: 'buyer', orderId: ORDER });
    expect(linkTokens([newer]).verify(before)).toBeUndefined();
  });

  test('new links are signed with the first', () => {
    const after = linkTokens([newer, older]).sign({ audience: 'buyer', orderId: ORDER });
    expect(linkTokens(newer).verify(after)).toBeDefined();
    expect(linkTokens(older).verify(after)).toBeUndefined();
  });

  test('a secret that is missing or too short is refused', () => {
    expect(() => linkTokens([])).toThrow('at least one');
    expect(() => linkTokens('short')).toThrow('at least 16');
  });
});

test.each([
  ['2026-11-24T06:30:00.000Z', '2026-11-24T06:30:00.000Z', false],
  ['2026-11-24T06:30:00.000Z', '2026-11-24T06:30:00.001Z', true],
  [undefined, '2099-01-01T00:00:00.000Z', false],
])('a link until %s has at %s expired: %s', (notAfter, now, expired) => {
  const link = notAfter === undefined ? {} : { notAfter };
  expect(hasExpired({ audience: 'buyer', orderId: ORDER, ...link }, now)).toBe(expired);
});
