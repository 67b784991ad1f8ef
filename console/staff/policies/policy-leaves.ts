/** A field of a policy that holds a value: where it stands in the document (`reminders.slots`), and what is in it. */
export interface Leaf {
  readonly path: string;
  readonly value: unknown;
}

/** The fields of a document in its order. Lists are one field, and so is an object with nothing in it. */
export function leavesOf(value: unknown, path = ''): readonly Leaf[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [{ path, value }];
  const parts = Object.entries(value);
  if (parts.length === 0 && path !== '') return [{ path, value }];
  return parts.flatMap(([name, part]) => leavesOf(part, path === '' ? name : `${path}.${name}`));
}

/** A field that is not what it was; undefined: it is not there. */
export interface Change {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What is different in `after`, field by field. */
export function changesOf(before: unknown, after: unknown): readonly Change[] {
  const [old, fresh] = [byPath(before), byPath(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((path) => {
    const change = { path, before: old.get(path), after: fresh.get(path) };
    return JSON.stringify(change.before) === JSON.stringify(change.after) ? [] : [change];
  });
}

function byPath(document: unknown): ReadonlyMap<string, unknown> {
  return new Map(leavesOf(document).map(({ path, value }) => [path, value]));
}
