import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../dev/sandbox/config.ts';
import { SECRET } from './sandbox-environment.ts';

describe('the sandbox’s settings', () => {
  test('need nothing but the secret', () => {
    expect(readConfig({ PAYMENT_SANDBOX_SECRET: SECRET, SANDBOX_DATA_FILE: '' })).toEqual({
      host: '127.0.0.1',
      port: 3001,
      webhookUrl: 'http://127.0.0.1:3000/v1/webhooks/payments/sandbox',
      publicUrl: undefined,
      dataFile: undefined,
      webhookSecret: SECRET,
      logLevel: 'info',
    });
  });

  test.each([
    ['no secret', {}, 'PAYMENT_SANDBOX_SECRET'],
    ['an empty secret', { PAYMENT_SANDBOX_SECRET: 'whsec_' }, 'PAYMENT_SANDBOX_SECRET'],
    ['a port that is none', { PAYMENT_SANDBOX_SECRET: SECRET, SANDBOX_PORT: 'http' }, 'SANDBOX_PORT'],
    [
      'an address that is none',
      { PAYMENT_SANDBOX_SECRET: SECRET, SANDBOX_WEBHOOK_URL: 'here' },
      'SANDBOX_WEBHOOK_URL',
    ],
  ])('with %s name the variable', (_, environment, name) => {
    expect(() => readConfig(environment)).toThrow(name);
  });

  test('name every variable that is wrong at once, and no value of theirs', () => {
    const read = () => readConfig({ PAYMENT_SANDBOX_SECRET: 'not base64!', SANDBOX_PORT: '70000' });
    expect(read).toThrow(/SANDBOX_PORT[^]*PAYMENT_SANDBOX_SECRET/);
    expect(read).not.toThrow('not base64!');
  });
});
