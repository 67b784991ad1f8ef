import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { devSecrets, payloadKeysAt } from '../../../dev/stack/secrets.ts';
import { PayloadKeys } from '../../../providers/engine/payload-keys.ts';
import { TEST_PAYLOAD_KEYS } from '../../support/payloads.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const aFile = async () => join(await temporaryFolder(), 'secrets.json');

test('the secrets of a data folder are made up once and kept', async () => {
  const file = await aFile();
  const secrets = devSecrets(file, {});
  expect(devSecrets(file, {})).toEqual(secrets);
  expect(PayloadKeys.parse(secrets.payloads)).toHaveLength(1);
  expect(payloadKeysAt(file, {})).toEqual(PayloadKeys.parse(secrets.payloads));
});

test('a data folder that is older than a secret keeps those it has and gets that one', async () => {
  const file = await aFile();
  const old = { link: 'l'.repeat(43), customerId: 'c'.repeat(43) };
  await writeFile(file, JSON.stringify(old));
  const secrets = devSecrets(file, {});
  expect(secrets).toMatchObject(old);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ ...old, payloads: secrets.payloads });
});

test('what the environment sets wins, and a look at the keys makes none', async () => {
  const file = await aFile();
  expect(payloadKeysAt(file, {})).toBeUndefined();
  await expect(readFile(file)).rejects.toThrow('ENOENT');
  const env = { PAYLOAD_KEYS: TEST_PAYLOAD_KEYS };
  expect(payloadKeysAt(file, env)).toEqual(PayloadKeys.parse(TEST_PAYLOAD_KEYS));
  expect(devSecrets(file, env).payloads).toBe(TEST_PAYLOAD_KEYS);
});
