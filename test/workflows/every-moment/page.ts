import { expectedEnd } from './expected.ts';
import { happenings, happeningsOf, keysOf, moments, momentsOf, rows, states } from './happenings.ts';
import type { StateName } from './happenings.ts';
import type { Stand, Successor } from './stand.ts';

/** docs/every-event-at-every-moment.md: the table that the tests live on the real engine, for a person to read. */
export function thePage(): string {
  return `${head}${keysOf(states).map(sectionOf).join('\n')}\n`;
}

const head = `# Every event at every moment

What comes of whatever happens to an order, in each of its states, before its deadline and after it: ${rows.length} rows. An order here is for
2 pieces at 50.00, of 10 that are there; times, stock and money are as the default policy has them. The page is written from the table
that the tests live on the real engine (test/workflows/every-moment.test.ts), and a test fails where the two differ. After a change
of the table, \`npx vitest run test/workflows/every-moment-page.test.ts -u\` writes it anew.

- **in the same task as the deadline**: the time is up and the news arrives while no worker is there, so that the order learns of both at once.
- **in the grace**: the time told to the buyer is over, and the stock has not gone back yet. News of a payment that was made in time comes late.
- **when its time is up**: first the order ends as it does by itself, then the event comes. An order that is neither open nor closed is a quarter of an hour older.
- *refused* is what whoever asked is answered, with the code of the problem document; the rest of the cell is where the order stands.
- *back* is money that the provider is told to give back, once.
- Where credit is decided, *the deadline* is the end of the time for which it stands still; where an order stands aside, the end of that minute.
- *→* is the order that goes on for one that was superseded or merged.
`;

function sectionOf(state: StateName): string {
  const itsMoments = momentsOf(state);
  const lines = happeningsOf(state).map((happening) => {
    const cells = itsMoments.map((moment) => cellOf(expectedEnd({ state, moment, happening })));
    return `| ${happenings[happening]} | ${cells.join(' | ')} |`;
  });
  return [
    '',
    `## An order that ${states[state]}`,
    '',
    `| what happens | ${itsMoments.map((moment) => moments[moment]).join(' | ')} |`,
    `|---${'|---'.repeat(itsMoments.length)}|`,
    ...lines,
  ].join('\n');
}

const holds: Readonly<Record<Stand['hold'], string>> = {
  none: 'no stock taken',
  held: 'stock held',
  released: 'stock free again',
  committed: 'stock sold',
};

function cellOf(stand: Stand): string {
  const { status, closedReason, hold, back, paid, financed, due, refunded, answer, successor } = stand;
  const refused = answer !== null && answer !== 'accepted' ? [`*refused: \`${answer}\`*`] : [];
  const reason = closedReason ? ` (${inWords(closedReason)})` : '';
  const isPartPaid = paid > 0 && due > 0 && (status === 'awaiting_payment' || status === 'confirmed');
  return [
    ...refused,
    `**${inWords(status)}**${reason}`,
    holds[hold],
    ...(isPartPaid ? [`${amount(due)} still due`] : []),
    ...(financed > 0 ? [`${amount(financed)} paid later`] : []),
    ...(back.length > 0 ? [`${back.map(amount).join(' + ')} back`] : []),
    ...(refunded > 0 && back.length === 0 ? [`${amount(refunded)} given back by the provider`] : []),
    ...(successor ? [successorWords(successor)] : []),
  ].join(', ');
}

function successorWords({ status, due, paid, back }: Successor): string {
  return [
    `→ **${inWords(status)}**`,
    ...(paid > 0 && due > 0 ? [`${amount(due)} still due`] : []),
    ...(back.length > 0 ? [`${back.map(amount).join(' + ')} back`] : []),
  ].join(', ');
}

const inWords = (code: string) => code.replaceAll('_', ' ');
const amount = (minor: number) => (minor / 100).toFixed(2);
