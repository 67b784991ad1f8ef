/** RFC 5321: 64 before the @, 254 in all. */
const LONGEST = 254;
const ADDRESS = /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@[^\s@<>()[\]\\,;:"\p{Cc}]+\.[^\s@<>()[\]\\,;:".\p{Cc}]+$/u;

/**
 * Whether a mail can be sent to `text`: one address and nothing beside it, that no header and no SMTP command could be smuggled
 * through. Quoted local parts and bare host names are not taken. Whether somebody lives there only the server knows.
 */
export function isMailAddress(text: string): boolean {
  return text.length <= LONGEST && ADDRESS.test(text);
}
