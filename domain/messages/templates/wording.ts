import type { WordingLocale } from '../locale.ts';
import type { MessagePurpose } from '../message.ts';
import { en } from './en.ts';
import type { MessageTemplate, MessageWording } from './template.ts';
import { zhCN } from './zh-cn.ts';

/** The built-in words by locale. */
export const wordings: Readonly<Record<WordingLocale, MessageWording>> = { 'zh-CN': zhCN, en };

/** The template of `purpose`, in the wording of `persona` where it has one of its own. */
export function templateFor(
  wording: MessageWording,
  purpose: MessagePurpose,
  persona?: string,
): MessageTemplate {
  const own =
    persona !== undefined && Object.hasOwn(wording.personas, persona) ? wording.personas[persona] : undefined;
  return { ...wording.purposes[purpose], ...own?.[purpose] };
}
