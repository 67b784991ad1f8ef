import type { Client } from './database.ts';

/** Free text of a request: it may hold personal data, so it never enters a workflow (rules.md 9). request-answers.ts reads it. */
export function requestNotes(client: Client) {
  return {
    /** Keeps the note of the request `id`; the same request again changes nothing. */
    async keep(note: {
      readonly id: string;
      readonly orderId: string;
      readonly note: string;
      readonly at: string;
    }): Promise<void> {
      await client.requestNote.createMany({ data: [note], skipDuplicates: true });
    },
  };
}
