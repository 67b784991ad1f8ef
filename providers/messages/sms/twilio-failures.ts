import type { FailureKind } from '../../../domain/messages/failures.ts';

/**
 * Twilio's error codes that say more than "this message was refused": no such number (21211, 21217, 21614, 30005), one that takes no
 * SMS (30006), and a reader who replied STOP (21610).
 */
const kinds: Readonly<Record<number, FailureKind>> = {
  21211: 'bad_address',
  21217: 'bad_address',
  21614: 'bad_address',
  30005: 'bad_address',
  30006: 'bad_address',
  21610: 'stopped',
};

/** Why a message failed, in the words of domain/messages/failures.ts. */
export function twilioFailure(code: number): string {
  return `${kinds[code] ?? 'refused'}: Twilio ${code}`;
}
