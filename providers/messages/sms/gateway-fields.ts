/** What an SMS is, in the words a gateway's fields are filled with. */
export interface SmsWords {
  readonly id: string;
  readonly to: string;
  readonly text: string;
  readonly from: string;
}

/** The names and contents of a gateway's fields: `{ "phone": "{to}", "message": "{text}" }`. */
export type GatewayFields = Readonly<Record<string, string>>;

/** Puts the words into the fields. `{id}`, `{to}`, `{text}` and `{from}` are replaced once, so that no text of a message can name another. */
export function filledFields(fields: GatewayFields, words: SmsWords): Record<string, string> {
  const table = new Map<string, string>(Object.entries(words));
  const fill = (content: string) =>
    content.replaceAll(/\{(id|to|text|from)\}/g, (_, name: string) => table.get(name) ?? '');
  return Object.fromEntries(Object.entries(fields).map(([name, content]) => [name, fill(content)]));
}
