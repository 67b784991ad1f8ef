import type { LifeName } from '../../support/lived-orders.ts';

/** What breaks a rule: the order it is done to (`:id` in the statements), and the statements. */
export type Break = readonly [rule: string, how: string, whose: LifeName, statements: readonly string[]];

/** Takes a table's checks of a column away, so that the rule can be shown to notice without them. */
export const takeBackCheck = (table: string, column: string): string =>
  `do $$ declare c record; begin for c in select conname from pg_constraint where conrelid = '${table}'::regclass and contype = 'c'
     and pg_get_constraintdef(oid) like '%${column}%' loop execute format('alter table ${table} drop constraint %I', c.conname); end loop; end $$`;
