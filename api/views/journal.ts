import type { JournalEntry } from '../../domain/journal.ts';
import type { NumberedEntry } from '../../prisma/journal.ts';

/** A journal entry as api.md has it. */
export function journalView({ at, kind, reason, actor, facts }: NumberedEntry): JournalEntry {
  return { at, kind, ...(reason === undefined ? {} : { reason }), actor, facts };
}
