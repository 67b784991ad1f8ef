import { describe, expect, test } from 'vitest';
import { TEST_PAYLOAD_KEYS } from '../support/payloads.ts';
import { readApiConfig } from '../../api/config.ts';

const complete = {
  DATABASE_URL: 'postgresql://holdfast@127.0.0.1:5433/holdfast',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  LINK_SECRET: 'a-link-secret-of-tests',
  CUSTOMER_ID_SECRET: 'a-customer-secret-of-tests',
  PAYLOAD_KEYS: TEST_PAYLOAD_KEYS,
  PAYMENT_SANDBOX_SECRET: 'whsec_aG9sZGZhc3Q=',
};

describe('the API’s environment', () => {
  test('needs little and has a default for the rest', () => {
    expect(readApiConfig(complete)).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:3000',
      devMode: false,
      consoleSessionMs: 43_200_000,
      temporal: { address: '127.0.0.1:7233', namespace: 'default' },
      payments: { PAYMENT_SANDBOX_URL: 'http://127.0.0.1:3001' },
    });
  });

  test('has a public address without a slash at its end', () => {
    expect(readApiConfig({ ...complete, PUBLIC_URL: 'https://shop.example//' }).publicUrl).toBe(
      'https://shop.example',
    );
  });

  test.each([
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['DATABASE_URL', 'mysql://x'],
    ['DATABASE_URL', ''],
    ['TEMPORAL_ADDRESS', 'http://x'],
    ['PUBLIC_URL', 'javascript:alert(1)'],
    ['DEV_MODE', 'yes'],
    ['LINK_SECRET', 'short'],
    ['PAYLOAD_KEYS', ''],
    ['PAYLOAD_KEYS', 'c2hvcnQ='],
    ['TEMPORAL_UI_ORIGINS', '*'],
    ['TEMPORAL_UI_ORIGINS', 'http://127.0.0.1:8233/namespaces'],
    ['PAYMENT_SANDBOX_SECRET', 'whsec_'],
    ['STRIPE_SECRET_KEY', 'pk_live_public'],
    ['STRIPE_WEBHOOK_SECRET', 'secret'],
    ['WALLET_PUBLIC_KEY', 'a key'],
    ['LOG_LEVEL', 'loud'],
    ['CONSOLE_SESSION_HOURS', '0'],
  ])('with %s=%s is refused and the variable named', (name, value) => {
    expect(() => readApiConfig({ ...complete, [name]: value })).toThrow(name);
  });
});
