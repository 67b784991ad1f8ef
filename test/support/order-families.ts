import type { TestShop } from './shop.ts';

/** An order and those it replaced, or that replaced it: they share their money (rules.md 15, 30, 31). */
export type Family = readonly string[];

/** The families of these orders. */
export async function familiesOf(
  client: TestShop['database']['client'],
  orderIds: readonly string[],
): Promise<readonly Family[]> {
  const rows = await client.order.findMany({
    where: { id: { in: [...orderIds] } },
    select: { id: true, mergedInto: true, supersededBy: true },
  });
  const next = new Map(rows.map((row) => [row.id, row.mergedInto ?? row.supersededBy]));
  const last = (id: string): string => {
    const to = next.get(id);
    return to ? last(to) : id;
  };
  return [...Map.groupBy(orderIds, last).values()];
}

/** The family of one order. */
export async function familyOf(
  client: TestShop['database']['client'],
  orderIds: readonly string[],
  orderId: string,
): Promise<Family> {
  const families = await familiesOf(client, orderIds);
  return families.find((family) => family.includes(orderId)) ?? [orderId];
}
