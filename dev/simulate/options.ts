import { parseArgs } from 'node:util';
import { z } from 'zod';
import { CalendarDate, TimeZone } from '../../domain/policy/fields.ts';
import { Trouble } from '../trouble.ts';

const Count = (most: number) => z.coerce.number({ error: 'must be a number' }).int().min(1).max(most);

const Options = z.object({
  policy: z.string().default('default'),
  against: z.string().optional(),
  orders: z.enum(['synthetic', 'recorded'], 'must be synthetic or recorded').default('synthetic'),
  count: Count(100_000).default(500),
  days: Count(60).default(7),
  from: CalendarDate.optional(),
  seed: z.coerce.number({ error: 'must be a number' }).int().min(0).max(Number.MAX_SAFE_INTEGER).default(1),
  shop: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, 'must be a shop’s id')
    .default('default'),
  'time-zone': TimeZone.optional(),
  buyers: z.string().optional(),
  'show-buyers': z.boolean().default(false),
  json: z.boolean().default(false),
  help: z.boolean().default(false),
});

/** What a person asked for. */
export type SimulateOptions = z.output<typeof Options>;

const words = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/** The words of the command line. Throws `Trouble` with a sentence for each one that can't be. */
export function readOptions(args: readonly string[]): SimulateOptions {
  const options = Options.safeParse(valuesOf(args));
  if (options.success) return options.data;
  const sentences = options.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}.`);
  throw new Trouble(`${sentences.join('\n')}\n--help says what there is.`);
}

function valuesOf(args: readonly string[]) {
  const options = {
    policy: words,
    against: words,
    orders: words,
    count: words,
    days: words,
    from: words,
    seed: words,
    shop: words,
    'time-zone': words,
    buyers: words,
    'show-buyers': flag,
    json: flag,
    help: flag,
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new Trouble(
      `${error instanceof Error ? error.message : String(error)}\n--help says what there is.`,
    );
  }
}
