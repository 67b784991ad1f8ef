import { z } from 'zod';
import type { Answer } from '../domain/order/requests.ts';
import { refusalCodes } from '../domain/refusal.ts';
import type { Client } from './database.ts';

const Stored = z.discriminatedUnion('accepted', [
  z.object({ accepted: z.literal(true) }),
  z.object({
    accepted: z.literal(false),
    code: z.enum(refusalCodes),
    facts: z.record(z.string(), z.unknown()).optional(),
  }),
]);

/** Answers to requests by request id: a step that is run again answers the same and does nothing. */
export function requestAnswers(client: Client) {
  return {
    async find(requestId: string): Promise<Answer | undefined> {
      const row = await client.requestAnswer.findUnique({ where: { requestId } });
      if (!row) return undefined;
      const answer = Stored.parse(row.answer);
      if (answer.accepted) return { accepted: true };
      const { code, facts } = answer;
      return { accepted: false, code, ...(facts ? { facts } : {}) };
    },

    async keep(requestId: string, orderId: string, answer: Answer, at: string): Promise<void> {
      await client.requestAnswer.create({
        data: { requestId, orderId, answer: JSON.parse(JSON.stringify(answer)), at: new Date(at) },
      });
    },

    /** The free text that came with a request; undefined where there was none. */
    async note(noteId: string | undefined): Promise<string | undefined> {
      return noteId === undefined
        ? undefined
        : (await client.requestNote.findUnique({ where: { id: noteId } }))?.note;
    },
  };
}
