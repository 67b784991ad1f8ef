import { relative } from 'node:path';
import { DEV_KEY, demoProducts } from './demo-stock.ts';
import type { Stack } from './stack.ts';

type Addresses = Pick<
  Stack,
  | 'apiUrl'
  | 'sandboxUrl'
  | 'bureauUrl'
  | 'carrierUrl'
  | 'mailUrl'
  | 'smtpUrl'
  | 'workerUrl'
  | 'temporalUiUrl'
  | 'wiring'
  | 'logFolder'
>;

/** What a person needs once everything runs: where it is, and three lines to paste. `tourId` names an order that is not there yet. */
export function welcome(stack: Addresses, tourId: string): string {
  return [
    table(addresses(stack)),
    '',
    'Try it (an order, its story, four hours later):',
    '',
    ...tour(stack.apiUrl, tourId),
    '',
  ].join('\n');
}

function addresses(stack: Addresses): readonly (readonly [string, string, string])[] {
  return [
    ['API', stack.apiUrl, `key ${DEV_KEY}, try it at ${stack.apiUrl}/docs`],
    ['Console', `${stack.apiUrl}/console`, 'what the staff of a shop see; signs in with one press here'],
    ['Payment sandbox', stack.sandboxUrl, 'the page on which a person pays'],
    ['Credit bureau', stack.bureauUrl, 'POST /reports/<applicationId>/answer { score } lets it answer'],
    ['Carrier', stack.carrierUrl, 'the page on which a person moves parcels'],
    ['Mail inbox', stack.mailUrl, `takes mail at ${stack.smtpUrl}`],
    [
      'Temporal',
      stack.temporalUiUrl ?? stack.wiring.temporalAddress,
      stack.temporalUiUrl ? `engine at ${stack.wiring.temporalAddress}` : 'an engine you gave',
    ],
    ['PostgreSQL', withoutPassword(stack.wiring.databaseUrl), ''],
    ['Worker', stack.workerUrl, 'readyz and metrics'],
    ['Logs', nearest(stack.logFolder), ''],
  ];
}

/** As it is written from here, where it lies below; else as it is. */
function nearest(folder: string): string {
  const fromHere = relative(process.cwd(), folder);
  return fromHere === '' || fromHere.startsWith('..') ? folder : fromHere;
}

function table(rows: readonly (readonly [string, string, string])[]): string {
  const width = (column: 0 | 1): number => Math.max(...rows.map((row) => row[column].length));
  return rows
    .map(([name, at, note]) => `  ${name.padEnd(width(0))}  ${at.padEnd(width(1))}  ${note}`.trimEnd())
    .join('\n');
}

function withoutPassword(url: string): string {
  const parsed = new URL(url);
  if (parsed.password) parsed.password = '***';
  return parsed.href;
}

/** Three shell commands that work as they are. */
export function tour(apiUrl: string, orderId: string): readonly string[] {
  const [{ sku, price }] = demoProducts;
  const order = {
    orderId,
    customer: { id: orderId, name: 'Mei', email: 'mei@example.com', locale: 'en' },
    lines: [{ sku, quantity: 2, unitPrice: { amount: price, currency: 'CNY' } }],
  };
  const key = `-H 'authorization: Bearer ${DEV_KEY}'`;
  const json = `-H 'content-type: application/json'`;
  return [
    `curl -s ${apiUrl}/v1/orders ${key} ${json} -d '${JSON.stringify(order)}'`,
    `curl -s '${apiUrl}/v1/orders/${orderId}?include=journal' ${key}`,
    `curl -s ${apiUrl}/v1/dev/orders/${orderId}/fast-forward ${key} ${json} -d '{"by":"PT4H"}'`,
  ];
}
