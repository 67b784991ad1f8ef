import type { WrittenChannel } from '../domain/messages/message.ts';
import { writtenChannels } from '../domain/messages/message.ts';
import type { Client } from './database.ts';
import { instant, oneOf } from './rows.ts';

/** A channel on which a buyer's address can't be reached. */
export interface UnreachableChannel {
  readonly channel: WrittenChannel;
  readonly reason: string;
  readonly since: string;
}

/** The channels of a buyer whose address is known to be bad: as long as it is the one that was found so. */
export async function unreachableChannels(
  client: Client,
  {
    id: customerId,
    email,
    phone,
  }: { readonly id: string; readonly email: string | null; readonly phone: string | null },
): Promise<readonly UnreachableChannel[]> {
  const rows = await client.badAddress.findMany({ where: { customerId }, orderBy: { channel: 'asc' } });
  const current: Readonly<Record<string, string | null>> = { email, sms: phone };
  return rows
    .filter(({ channel, address }) => address === current[channel])
    .map(({ channel, reason, at }) => ({
      channel: oneOf(writtenChannels, channel),
      reason,
      since: instant(at),
    }));
}
