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

/** Raises an alert once per key. */
export async function raiseAlert(client: Client, alert: NewAlert): Promise<void> {
  await client.alert.createMany({ data: [{ id: randomUUID(), ...alert }], skipDuplicates: true });
}
