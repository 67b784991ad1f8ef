import { expect, test } from 'vitest';
import { inboxChannel } from '../../../providers/messages/inbox/inbox-channel.ts';

test('an in-app message is delivered as soon as it is stored, under its own id', async () => {
  const channel = inboxChannel();
  expect(channel.channel).toBe('in_app');
  expect(await channel.deliver({ id: 'm1', to: 'customer-1', locale: 'en', text: 'hello' })).toEqual({
    state: 'sent',
    reference: 'm1',
  });
});
