import type { WordingLocale } from '../domain/messages/locale.ts';
import { enDocuments } from './pay/words/en-documents.ts';
import { zhCNDocuments } from './pay/words/zh-cn-documents.ts';

const kinds = { en: enDocuments.kinds, 'zh-CN': zhCNDocuments.kinds };

/** What a kind of document is called; one that a policy made up is its code, readable. */
export function documentKindText(kind: string, locale: WordingLocale): string {
  const known = Object.hasOwn(kinds[locale], kind) ? kinds[locale][kind] : undefined;
  return known?.name ?? kind.replaceAll('_', ' ');
}
