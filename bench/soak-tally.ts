import { appendFile, readFile } from 'node:fs/promises';
import { z } from 'zod';

const Played = z.object({ seed: z.int(), orders: z.int(), acts: z.int(), isRight: z.boolean() });

/** What one seed came to. */
export type Played = z.infer<typeof Played>;

/** Adds a seed to the tally that whoever plays many of them reads meanwhile. */
export async function addToTally(file: string, played: Played): Promise<void> {
  await appendFile(file, `${JSON.stringify(played)}\n`);
}

/** All that was played until now; nothing where there is no tally yet. */
export async function readTally(file: string): Promise<readonly Played[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const lines = text.split('\n').slice(0, -1); // what follows the last line end is still being written
  return lines.map((line) => Played.parse(JSON.parse(line)));
}
