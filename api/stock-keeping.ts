import { raiseAlert } from '../prisma/alerts-to-staff.ts';
import type { Client } from '../prisma/database.ts';
import { stock } from '../prisma/stock.ts';
import type { Stock, StockChanges } from '../prisma/stock.ts';

/**
 * Sets a locked SKU. Less on hand than is held is accepted, since that is what the shelf says, and brought to staff (rules.md 33);
 * one alert a minute at most.
 */
export async function setStock(
  client: Client,
  current: Stock,
  changes: StockChanges,
  movement: { readonly at: string; readonly reason: string; readonly step: string },
): Promise<Stock> {
  const after = await stock(client).set(current, changes, movement);
  const { sku, onHand, held } = after;
  if (onHand < held && onHand < current.onHand) {
    const { at } = movement;
    await raiseAlert(client, {
      key: `stock_below_held/${sku}/${at.slice(0, 16)}`,
      kind: 'stock_below_held',
      subject: sku,
      facts: { onHand, held },
      at,
    });
  }
  return after;
}
