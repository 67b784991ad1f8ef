import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import type { PayloadCipher } from './payload-cipher.ts';

/** Workflow code is bundled with it: errors begin and end there. */
export const failureConverterPath = fileURLToPath(new URL('./failure-converter.ts', import.meta.url));

/** What every client and worker of the engine must be given: without it, it reads nothing and others read what it tells. */
export function dataConverterWith(cipher: PayloadCipher): DataConverter {
  return {
    failureConverterPath,
    payloadCodecs: [
      {
        encode: async (payloads) => payloads.map(cipher.encrypt),
        decode: async (payloads) => payloads.map(cipher.decrypt),
      },
    ],
  };
}
