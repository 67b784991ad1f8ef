import { createHash } from 'node:crypto';
import type { Payload } from '@temporalio/common';
import temporalProto from '@temporalio/proto';
import { vaultWith } from '../vault.ts';
import type { Vault } from '../vault.ts';
import type { PayloadKeys } from './payload-keys.ts';

/** Encrypts what the engine keeps of what it is told, and reads it back. */
export interface PayloadCipher {
  /** Names of the keys, as payloads bear them; the first is the one that encrypts. */
  readonly keyIds: readonly string[];
  /** The whole payload, its metadata too, inside another one that says how it was encrypted. */
  readonly encrypt: (payload: Payload) => Payload;
  /** What was encrypted; a payload that was not comes back as it is. Throws `UnreadablePayload`. */
  readonly decrypt: (payload: Payload) => Payload;
}

/** A payload that says it is encrypted, and that none of the keys opens. */
export class UnreadablePayload extends Error {
  override readonly name = 'UnreadablePayload';
  readonly code: 'payload_key_unknown' | 'payload_altered';
  /** The key that the payload names. */
  readonly keyId: string;

  constructor(code: UnreadablePayload['code'], keyId: string) {
    super(code === 'payload_altered' ? `not encrypted with key ${keyId}` : `no payload key ${keyId} here`);
    this.code = code;
    this.keyId = keyId;
  }
}

const { Payload: Message } = temporalProto.temporal.api.common.v1;

/** As Temporal's own examples name them, so that other people's tools know what they see. */
const ENCODING = Buffer.from('binary/encrypted');
const KEY_ID = 'encryption-key-id';

interface Key {
  readonly id: string;
  readonly vault: Vault;
}

/** Encrypts payloads with the first of the keys and reads those of all: AES-256-GCM, a fresh nonce each. */
export function payloadCipher([first, ...others]: PayloadKeys): PayloadCipher {
  const current = keyOf(first);
  const keys = [current, ...others.map(keyOf)];
  const vaults = new Map(keys.map(({ id, vault }) => [id, vault]));
  const metadata = { encoding: ENCODING, [KEY_ID]: Buffer.from(current.id) };
  return {
    keyIds: keys.map(({ id }) => id),
    encrypt: (payload) => ({
      metadata,
      data: current.vault.seal(Message.encode(payload).finish(), current.id),
    }),
    decrypt(payload) {
      if (!isEncrypted(payload)) return payload;
      const id = Buffer.from(payload.metadata?.[KEY_ID] ?? '').toString();
      const vault = vaults.get(id);
      if (!vault) throw new UnreadablePayload('payload_key_unknown', id);
      return opened(vault, id, payload.data);
    },
  };
}

function isEncrypted({ metadata }: Payload): boolean {
  const encoding = metadata?.['encoding'];
  return encoding !== undefined && ENCODING.equals(encoding);
}

function opened(vault: Vault, id: string, data: Uint8Array | null | undefined): Payload {
  try {
    return Message.decode(vault.open(data ?? new Uint8Array(), id));
  } catch {
    throw new UnreadablePayload('payload_altered', id);
  }
}

/** A key's name is made of the key, so the same key has the same name everywhere, and two keys never share one. */
function keyOf(key: Uint8Array): Key {
  const id = createHash('sha256').update('holdfast payload key').update(key).digest('base64url').slice(0, 11);
  return { id, vault: vaultWith(key) };
}
