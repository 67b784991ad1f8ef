import { dataConverterWith } from '../../providers/engine/data-converter.ts';
import { payloadCipher } from '../../providers/engine/payload-cipher.ts';
import { PayloadKeys } from '../../providers/engine/payload-keys.ts';

/** PAYLOAD_KEYS of tests: committed histories are encrypted with it, so it stays. */
export const TEST_PAYLOAD_KEYS = Buffer.from('a key for tests, of 32 bytes now').toString('base64');

export const testCipher = payloadCipher(PayloadKeys.parse(TEST_PAYLOAD_KEYS));

/** What every client and worker of a test's engine has. */
export const dataConverter = dataConverterWith(testCipher);
