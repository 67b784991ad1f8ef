import type { OwnTemplate } from '../../../domain/messages/own-template.ts';

/** The parts of a template, in the order they are read. */
export const templateParts = [
  'subject',
  'heading',
  'body',
  'button',
  'short',
] as const satisfies readonly (keyof OwnTemplate)[];
