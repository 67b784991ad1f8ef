import { randomUUID } from 'node:crypto';
import type { Client } from './database.ts';

/** What staff have to look at. `key` makes it one alert however often it is raised. */
export interface NewAlert {
  readonly key: string;
  readonly kind: string;
  readonly subject: string;
  readonly facts: Readonly<Record<string, string | number | null>>;
  readonly at: string;
}

/** Somebody has done what the alert of this key was for: nobody has to look any more. */
export async function closeAlert(client: Client, key: string, at: string): Promise<void> {
  await client.alert.updateMany({ where: { key, acknowledgedAt: null }, data: { acknowledgedAt: at } });
}

/** Raises an alert once per key; false when it was raised before. */
export async function raiseAlert(client: Client, alert: NewAlert): Promise<boolean> {
  const data = [{ id: randomUUID(), ...alert }];
  const { count } = await client.alert.createMany({ data, skipDuplicates: true });
  return count === 1;
}
