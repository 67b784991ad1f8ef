import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { busyShare, machineFacts, watchOthers } from './machine.ts';
import type { Figures, Scenario } from './scenario.ts';
import { hotSku } from './scenarios/hot-sku.ts';
import { lives } from './scenarios/lives.ts';
import { paying } from './scenarios/paying.ts';
import { placing, placingWithStarts } from './scenarios/placing.ts';
import { reminding } from './scenarios/reminding.ts';
import { providerOrdering } from './scenarios/provider-ordering.ts';
import { quietClosing } from './scenarios/quiet-closing.ts';
import { rfm } from './scenarios/rfm.ts';
import { sleeping, sleepingMany } from './scenarios/sleeping.ts';

const scenarios: readonly Scenario[] = [
  placing,
  placingWithStarts,
  hotSku,
  lives,
  paying,
  quietClosing,
  reminding,
  rfm,
  sleeping,
  sleepingMany,
  providerOrdering,
];

const RESULTS = fileURLToPath(new URL('results', import.meta.url));

/** Runs the scenarios named on the command line, or all; prints a table of each and writes them all to one file. */
async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !scenarios.some((scenario) => scenario.name === name));
  if (unknown.length > 0)
    throw new Error(
      `There is no scenario ${unknown.join(', ')}; there are ${scenarios.map(({ name }) => name).join(', ')}.`,
    );
  process.env['TZ'] = 'UTC';
  process.env['LOG_LEVEL'] = 'warn'; // a line for each order would be measured too
  const at = new Date().toISOString();
  const machine = machineFacts();
  const results: Record<string, Figures> = {};
  for (const { name, about, reference, run } of scenarios.filter(
    ({ name, onlyByName }) => names.includes(name) || (names.length === 0 && !onlyByName),
  )) {
    const busyBefore = await busyShare();
    console.log(`\n${name}: ${about} (${Math.round(100 * busyBefore)} % of the machine was busy before)`);
    const usedByOthers = watchOthers();
    const figures = { ...(await run()), busyBefore, usedByOthers: usedByOthers() };
    results[name] = figures;
    console.table(rowsOf(figures, reference));
  }
  mkdirSync(RESULTS, { recursive: true });
  const file = join(RESULTS, `${at.replaceAll(/[:.]/g, '-')}.json`);
  writeFileSync(file, `${JSON.stringify({ at, machine, results }, undefined, 2)}\n`);
  console.log(
    `\n${machine.cpu}, ${machine.cores} cores, ${machine.os}, Node ${machine.node}\nWritten to ${file}`,
  );
}

/** One row a figure, three digits that count. */
function rowsOf(
  figures: Figures,
  reference: Scenario['reference'] = {},
): Record<string, { value: string | number | boolean; elsewhere?: string }> {
  const rows = Object.entries(figures).flatMap(([name, figure]) =>
    typeof figure === 'object'
      ? Object.entries(figure).map(([part, value]) => [`${name}: ${part}`, value] as const)
      : [[name, figure] as const],
  );
  return Object.fromEntries(
    rows.map(([name, value]) => {
      const elsewhere = reference[name];
      return [name, { value: rounded(value), ...(elsewhere === undefined ? {} : { elsewhere }) }];
    }),
  );
}

function rounded(value: string | number | boolean): string | number | boolean {
  if (typeof value !== 'number' || Math.abs(value) >= 100)
    return typeof value === 'number' ? Math.round(value) : value;
  return Number(value.toPrecision(3));
}

if (import.meta.main) {
  await main(process.argv.slice(2)).then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exit(1);
    },
  );
}
