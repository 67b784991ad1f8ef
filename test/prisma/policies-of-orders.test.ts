import { afterAll, beforeAll, expect, test } from 'vitest';
import { policyVersion } from '../../prisma/policies-of-orders.ts';
import { openShop } from '../support/shop.ts';
import type { TestShop } from '../support/shop.ts';

let shops: readonly [TestShop, TestShop];
beforeAll(async () => {
  shops = [await openShop(), await openShop()];
});
afterAll(() => Promise.all(shops.map((shop) => shop.close())));

test('two databases of one process have their own versions of a policy, inside transactions and outside', async () => {
  const graces = ['PT1M', 'PT2M'] as const;
  for (const [index, grace] of graces.entries()) {
    const shop = shops[index];
    await shop?.policy({ grace });
    const version = { name: 'default', version: 2 };
    const outside = shop && (await policyVersion(shop.database.client, version));
    const inside = await shop?.database.transaction((client) => policyVersion(client, version));
    expect([outside?.grace, inside?.grace]).toEqual([grace, grace]);
  }
});
