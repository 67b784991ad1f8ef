import { z } from 'zod';

/** A session as the sandbox describes it; what else it says is not our business. */
export const SandboxSession = z.object({
  id: z.string().min(1),
  state: z.enum(['open', 'processing', 'succeeded', 'failed', 'closed']),
  url: z.url({ protocol: /^https?$/ }),
  expiresAt: z.iso.datetime(),
  failureCode: z.string().optional(),
  paid: z.object({ amount: z.int().nonnegative(), currency: z.string(), at: z.iso.datetime() }).optional(),
});
export type SandboxSession = z.infer<typeof SandboxSession>;

export const SandboxSessions = z.array(SandboxSession);

/** `failureCode`: it was accepted before, and has failed since. */
export const SandboxRefund = z.object({
  id: z.string().min(1),
  at: z.iso.datetime(),
  failureCode: z.string().optional(),
});

export const SandboxDebit = z.discriminatedUnion('state', [
  z.object({ state: z.literal('succeeded'), id: z.string().min(1), at: z.iso.datetime() }),
  z.object({ state: z.literal('declined'), failureCode: z.string().min(1), hard: z.boolean() }),
]);

/** A refusal, as problem+json. `code` tells the sandbox's own 404 from that of something else at its address. */
export const SandboxProblem = z.object({
  code: z.string(),
  detail: z.string(),
  state: z.enum(['open', 'processing', 'succeeded', 'failed', 'closed']).optional(),
});
