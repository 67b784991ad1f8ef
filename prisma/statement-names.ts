/** More different statements than this are not remembered: lists of different lengths make texts without end. */
const MOST_NAMED = 1_000;

/**
 * Names statements by their text, so that PostgreSQL parses and plans each once a connection and not at every call. What comes after
 * the first `most` texts stays without a name, and is planned at every call.
 */
export function statementNames(most = MOST_NAMED): (statement: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= most) return '';
    const name = `holdfast_${names.size + 1}`;
    names.set(sql, name);
    return name;
  };
}
