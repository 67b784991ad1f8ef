import type { MessageRequest } from './message.ts';
import { oneLine, shortened } from './one-line.ts';
import { smsLength } from './sms-length.ts';

/** Names of goods are cut to this many characters, step by step, while that saves a part. */
const NAME_LENGTHS = [12, 6] as const;

/**
 * The same request with less and less to say in its one line: first without the shop's and the buyer's name, then with shorter names of
 * goods. Order number, amount, time left and links always stay (product.md section 4), and so does a perk (rules.md 24).
 */
export function shorterRequests(request: MessageRequest, ellipsis: string): readonly MessageRequest[] {
  const { shopName: _, buyerName: __, ...data } = request.data;
  const cut = NAME_LENGTHS.map((length) => ({
    ...data,
    lines: data.lines.map((line) => ({ ...line, name: shortened(oneLine(line.name), length, ellipsis) })),
  }));
  return [data, ...cut].map((shorter) => ({ ...request, data: shorter }));
}

/**
 * The text of a message that is billed by the part: `full` if it fits in one part, else the first of the shorter ones that needs the
 * fewest parts. What saves no part is not left out.
 */
export function fewestParts(full: string, shorter: () => readonly string[]): string {
  if (smsLength(full).parts === 1) return full;
  return [full, ...shorter()].reduce((best, text) =>
    smsLength(text).parts < smsLength(best).parts ? text : best,
  );
}
