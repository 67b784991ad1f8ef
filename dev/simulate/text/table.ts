/** Lines of a table: the first column to the left, the others to the right, as wide as they need. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (known, row) =>
      [...row].map((cell, index) => Math.max(known[index] ?? 0, cell.length)).concat(known.slice(row.length)),
    [],
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, index) =>
        index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}
