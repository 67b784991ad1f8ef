import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { orderStep } from '../../activities/order-step.ts';
import { personaOf } from '../../activities/persona.ts';
import type { OwnTemplate } from '../../domain/messages/own-template.ts';
import { templates } from '../../prisma/templates.ts';
import { NOON, openMessages, testChannel } from '../support/message-world.ts';
import type { MessageWorld } from '../support/message-world.ts';

let world: MessageWorld;
beforeAll(async () => {
  world = await openMessages([testChannel('email'), testChannel('sms')]);
  for (const [sku, tags] of [
    ['plain', []],
    ['bear', ['soft', 'cute']],
    ['vase', ['fragile']],
  ] as const) {
    await world.shop.stock(sku, 1_000);
    await world.shop.database.client.stock.update({ where: { sku }, data: { tags: [...tags] } });
  }
});
beforeEach(() => world.shop.database.client.template.deleteMany());
afterAll(() => world.close());

const put = (name: string, document: OwnTemplate) =>
  world.shop.database.transaction((client) => templates(client).put('default', name, document));
const told = async (more: object = {}) => {
  const order = await world.place();
  await world.queue(order, { channels: ['email', 'sms'], ...more });
  return world.messages(order);
};

describe('a message is worded', () => {
  test('by the built-in template where the shop has none', async () => {
    const email = (await told()).get('email');
    expect([email?.subject, email?.template]).toEqual([expect.stringContaining('left to pay'), null]);
  });

  test('by the shop’s own words where it has some, and says which version', async () => {
    await put('reminder', { subject: 'Mug waits: {{ orderNumber }}' });
    await put('reminder', { subject: 'Your mug waits: {{ orderNumber }}' });
    const { subject, template, body } = (await told()).get('email') ?? {};
    expect([subject, template]).toEqual([expect.stringMatching(/^Your mug waits: /), 'reminder@2']);
    expect(body).toContain('Your goods are reserved for you'); // what it does not say stays
  });

  test('by the words for the buyer’s language before those for all', async () => {
    await put('reminder', { subject: 'Your mug waits: {{ orderNumber }}' });
    await put('reminder.en', { heading: 'Hello again' });
    await put('reminder.zh-CN', { heading: '您好' });
    const { subject, template, body } = (await told()).get('email') ?? {};
    expect([subject, template]).toEqual([
      expect.stringMatching(/^Your mug waits/),
      'reminder@1 reminder.en@1',
    ]);
    expect(body).toMatch(/^Hello again/);
  });

  test('by the words for the product’s tag before all', async () => {
    await put('reminder.en', { heading: 'Hello again' });
    await put('reminder.en.fragile', { heading: 'Handle with care' });
    expect((await told({ persona: 'fragile' })).get('email')?.body).toMatch(/^Handle with care/);
    expect((await told({ persona: 'cute' })).get('email')?.body).toMatch(/^Hello again/);
  });

  test('by the built-in template when the shop’s own fails on this order, and staff are told once', async () => {
    // Right on an order of two lines, such as the one templates are tried on; this one has one.
    await put('paid', { subject: 'Thanks for {{ items[1].name }}' });
    const first = await told({ purpose: 'paid', stage: 'a' });
    await told({ purpose: 'paid', stage: 'b' });
    expect(first.get('email')).toMatchObject({ template: null, subject: expect.stringContaining('is paid') });
    const alerts = await world.shop.database.client.alert.findMany({ where: { kind: 'template_failed' } });
    expect(alerts).toMatchObject([{ subject: 'paid@1', facts: { shop: 'default' } }]);
  });
});

describe('the persona of an order', () => {
  const personaFor = async (...skus: string[]) => {
    const lines = skus.map((sku) => ({ sku, quantity: 1, unitPrice: { amount: 5_000, currency: 'CNY' } }));
    const order = await world.shop.place({ lines }, NOON);
    const { result } = await orderStep(world.dependencies, { orderId: order.id, now: NOON }, (step) =>
      personaOf(step, { purpose: 'reminder', locale: 'en' }),
    );
    return result;
  };

  test('is the first tag of its goods that has words of its own, built in or the shop’s', async () => {
    expect(await personaFor('plain')).toBeUndefined();
    expect(await personaFor('plain', 'bear')).toBe('cute');
    await put('reminder.en.fragile', { heading: 'Handle with care' });
    expect(await personaFor('vase', 'bear')).toBe('fragile');
    expect(await personaFor('bear', 'vase')).toBe('cute');
    await put('reminder.en.soft', { heading: 'Soft as ever' });
    expect(await personaFor('bear', 'vase')).toBe('soft');
  });
});
