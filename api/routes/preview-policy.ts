import type { z } from 'zod';
import { shopZone } from '../../domain/calendar/shop-zone.ts';
import type { Policy } from '../../domain/policy/schema.ts';
import { previewPolicy as preview } from '../../domain/reminders/preview.ts';
import type { Client } from '../../prisma/database.ts';
import { DEFAULT_NAME } from '../../prisma/defaults.ts';
import { policies } from '../../prisma/policies.ts';
import { shops } from '../../prisma/shops.ts';
import type { Shop } from '../../prisma/shops.ts';
import { policyOf } from '../policy-document.ts';
import { RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { PolicyPreview, PreviewRequest } from '../schemas/policy-preview.ts';

export const previewPolicy = route({
  method: 'POST',
  url: '/v1/policies/preview',
  scope: ['orders', 'staff', 'admin'],
  summary: 'What a policy would do to an order; nothing is stored',
  body: PreviewRequest,
  response: { 200: PolicyPreview },
  handler: async ({ body }, { database: { client } }) => {
    const shop = await shopOf(client, body);
    const policy = await policyToPreview(client, body.policy ?? shop.policy);
    const { deadline, releaseAt, reminders, dropped } = preview({
      policy,
      zone: shopZone(shop, policy.calendar),
      order: body.order,
      customer: body.customer,
    });
    const planned = reminders.map((reminder) => ({ ...reminder, channels: [...reminder.channels] }));
    return { deadline, releaseAt, reminders: planned, dropped: [...dropped] };
  },
});

type Wanted = z.output<typeof PreviewRequest>;

async function shopOf(client: Client, { shop: id, order }: Wanted): Promise<Shop> {
  const found = await shops(client).find(id ?? order.shop ?? DEFAULT_NAME);
  if (found) return found;
  throw invalid(id === undefined ? 'order.shop' : 'shop', 'is no shop there is');
}

async function policyToPreview(client: Client, wanted: NonNullable<Wanted['policy']>): Promise<Policy> {
  if (typeof wanted !== 'string') {
    const name = typeof wanted['name'] === 'string' ? wanted['name'] : 'preview';
    return policyOf(client, { document: wanted, name, at: 'policy' });
  }
  const found = await policies(client).newest(wanted);
  if (!found) throw invalid('policy', 'is no policy there is');
  return found.document;
}

function invalid(field: string, message: string): RequestRefusal {
  return new RequestRefusal('invalid_request', { errors: [{ field, in: 'body', message }] });
}
