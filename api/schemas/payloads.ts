import { z } from 'zod';

const Base64 = z.base64('must be base64');

/** One value as the engine keeps it; members that are neither are none of ours, and go back as they came. */
const Payload = z.looseObject({ metadata: z.record(z.string(), Base64).optional(), data: Base64.optional() });
export type Payload = z.output<typeof Payload>;

/** What Temporal's UI and CLI send a codec server, and what it answers. */
export const Payloads = z.object({ payloads: z.array(Payload) }).meta({ id: 'Payloads' });
export type Payloads = z.output<typeof Payloads>;
