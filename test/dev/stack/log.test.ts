import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileLog, isTrouble, readable } from '../../../dev/stack/log.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test.each([
  ['{"level":30,"msg":"ready"}', false],
  ['{"level":30,"msg":"the level was 50"}', false],
  ['{"level":40,"msg":"slow"}', true],
  ['{"level":50,"msg":"failed"}', true],
  ['{"time":1,"level":60,"msg":"fatal"}', true],
  ['time=2026-11-22T19:57:58 level=INFO msg=started', false],
  ['time=2026-11-22T19:57:58 level=WARN msg="slow"', true],
  ['time=2026-11-22T19:57:58 level=ERROR msg="failed"', true],
  ['2026-11-22 19:58:21 UTC [7957] LOG:  checkpoint starting', false],
  ['2026-11-22 19:58:21 UTC [7957] ERROR:  relation "x" does not exist', true],
  ['2026-11-22 19:58:21 UTC [7957] FATAL:  out of memory', true],
  ['TypeError: x is not a function', true],
  ['panic: runtime error', true],
  ['MailDev API running', false],
])('%s is trouble: %s', (line, expected) => {
  expect(isTrouble(line)).toBe(expected);
});

test.each([
  [
    '{"level":50,"msg":"relay failed","err":{"message":"no engine","stack":"…"}}',
    'error: relay failed: no engine',
  ],
  ['{"level":40,"msg":"slow"}', 'warning: slow'],
  ['level=WARN msg="slow"', 'level=WARN msg="slow"'],
  ['{"a":1}', '{"a":1}'],
  ['{ not json', '{ not json'],
])('%s reads as %s', (line, expected) => {
  expect(readable(line)).toBe(expected);
});

test('a log file is appended to over restarts, and its trouble is told', async () => {
  const folder = await temporaryFolder();
  const told: string[] = [];
  for (const word of ['first', 'second']) {
    const log = fileLog(folder, 'worker', (line) => told.push(line));
    log.line(`{"level":30,"msg":"${word}"}`);
    log.line(`{"level":50,"msg":"${word}"}`);
    expect(log.lastLines()).toHaveLength(2);
  }
  const written = async () => (await readFile(join(folder, 'worker.log'), 'utf8')).match(/first|second/g);
  await expect.poll(written).toHaveLength(4);
  expect(told).toEqual(['{"level":50,"msg":"first"}', '{"level":50,"msg":"second"}']);
});

test('a log file over 20 MB is set aside', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'worker.log'), Buffer.alloc(21 * 1024 * 1024));
  fileLog(folder, 'worker', () => undefined).line('new');
  const written = () => readFile(join(folder, 'worker.log'), 'utf8').catch(() => 'not there yet');
  await expect.poll(written).toBe('new\n');
  expect((await stat(join(folder, 'worker.log.1'))).size).toBe(21 * 1024 * 1024);
});
