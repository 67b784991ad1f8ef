import { writtenChannels } from './message.ts';

/** Every way to reach a buyer. */
export const channels = [...writtenChannels, 'call'] as const;
export type Channel = (typeof channels)[number];

/** Which of them a buyer allows (rules.md 26). */
export type Consents = Readonly<Record<Channel, boolean>>;
