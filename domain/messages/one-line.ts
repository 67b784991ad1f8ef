/**
 * Text from outside as one harmless line: no line breaks (which could fake lines of a message or headers of a mail), no
 * control characters, nothing that turns the direction of writing around.
 */
export function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll(/\p{Bidi_Control}/gu, '')
    .trim();
}

/** `text` cut to at most `length` characters and then ended by `mark`, which counts. Never cuts a character in two. */
export function shortened(text: string, length: number, mark = '…'): string {
  if (text.length <= length) return text;
  const characters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  return characters.length <= length ? text : `${characters.slice(0, length - mark.length).join('')}${mark}`;
}
