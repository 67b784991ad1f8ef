import type { MessagePurpose } from '../message.ts';

/**
 * The words of one purpose, in Liquid. What may be named in them: `variablesOf(purpose)`. All of it is plain text; the mail's frame
 * escapes it, so no template and nothing from outside can put HTML into a mail.
 */
export interface MessageTemplate {
  readonly subject: string;
  readonly heading: string;
  /** Paragraphs, apart by blank lines; one that renders to nothing is left out. Goods, amounts and links are added by the frame. */
  readonly body: string;
  /** What the one link of the message says. */
  readonly button?: string;
  /** SMS and push: everything in one line. */
  readonly short: string;
}

/** All built-in words of one locale. */
export interface MessageWording {
  readonly purposes: Readonly<Record<MessagePurpose, MessageTemplate>>;
  /** What differs for goods with a tag of that name. */
  readonly personas: Readonly<Record<string, PersonaWording>>;
  readonly labels: MessageLabels;
}

export type PersonaWording = Readonly<Partial<Record<MessagePurpose, Partial<MessageTemplate>>>>;

/** The words of the frame around every message. */
export interface MessageLabels {
  readonly order: string;
  readonly goods: string;
  readonly discount: string;
  readonly shippingFee: string;
  readonly total: string;
  readonly amountPaid: string;
  readonly refunded: string;
  readonly amountDue: string;
  readonly payBefore: string;
  readonly stop: string;
  /** Between a label and what it says, in plain text. */
  readonly colon: string;
  /** What an SMS cuts a long name off with: `…` is not in GSM-7. */
  readonly ellipsis: string;
  readonly times: string;
  readonly moreItems: (count: number) => string;
}
