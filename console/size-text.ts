import type { WordingLocale } from '../domain/messages/locale.ts';

const KILO = 1024;

/** A size in bytes as people read it, never more than it is. */
export function sizeText(bytes: number, locale: WordingLocale): string {
  const [size, unit] = bytes < KILO * KILO ? [bytes / KILO, 'KB'] : [bytes / KILO / KILO, 'MB'];
  return `${(Math.floor(size * 10) / 10).toLocaleString(locale)} ${unit}`;
}
