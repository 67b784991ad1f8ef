import { expect, test } from 'vitest';
import { failureKind } from '../../../domain/messages/failures.ts';

test.each([
  ['bad_address', 'bad_address'],
  ['bad_address: EENVELOPE 550 5.1.1 RCPT TO', 'bad_address'],
  ['no_device: no subscription is left', 'no_device'],
  ['stopped: Twilio 21610', 'stopped'],
  ['refused: 554', 'refused'],
  ['bad_addresses: x', 'refused'],
  ['the mailbox says bad_address: x', 'refused'],
  ['', 'refused'],
])('%s is %s', (why, kind) => expect(failureKind(why)).toBe(kind));
