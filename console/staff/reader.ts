import type { WordingLocale } from '../../domain/messages/locale.ts';

/** Who reads a page, and on which clock its times are told. */
export interface Reader {
  readonly locale: WordingLocale;
  /** An IANA zone, `Asia/Shanghai`: the shop's. */
  readonly timeZone: string;
}
