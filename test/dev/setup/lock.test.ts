import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type LockAnswer, tryLock, withLock } from '../../../dev/setup/lock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function held(answer: LockAnswer) {
  if ('heldBy' in answer) throw new Error(`held by ${answer.heldBy}`);
  return answer;
}

/** The id of a process that has ended. */
async function aDeadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? 0;
}

test('a lock is held by one and free again once it is released', async () => {
  const path = join(await temporaryFolder(), 'a/lock');
  const mine = held(await tryLock(path));
  expect(mine.wasStale).toBe(false);
  expect(await tryLock(path)).toEqual({ heldBy: process.pid });
  await mine.release();
  await held(await tryLock(path)).release();
});

test('of many that try at once, one gets it', async () => {
  const path = join(await temporaryFolder(), 'lock');
  const answers = await Promise.all(Array.from({ length: 20 }, () => tryLock(path)));
  expect(answers.filter((answer) => !('heldBy' in answer))).toHaveLength(1);
  await Promise.all(answers.map(async (answer) => ('heldBy' in answer ? undefined : answer.release())));
});

test("a dead process's lock is taken over, by one of many, and nothing is left lying about", async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'lock');
  await writeFile(path, `${await aDeadProcess()} ${hostname()} x\n`);
  const answers = await Promise.all(Array.from({ length: 20 }, () => tryLock(path)));
  expect(answers.filter((answer) => !('heldBy' in answer))).toHaveLength(1);
  expect(await readdir(folder)).toEqual(['lock']);
});

test("who takes over a dead process's lock is told so", async () => {
  const path = join(await temporaryFolder(), 'lock');
  await writeFile(path, `${await aDeadProcess()} ${hostname()} x\n`);
  expect(held(await tryLock(path)).wasStale).toBe(true);
});

test('the lock of a process on another machine, or under a reused number, is kept while its heartbeat is fresh and taken over after', async () => {
  const path = join(await temporaryFolder(), 'lock');
  await writeFile(path, `${process.pid} another-machine x\n`);
  expect(await tryLock(path)).toEqual({ heldBy: process.pid });
  const aMinuteAgo = new Date(Date.now() - 60_000);
  await utimes(path, aMinuteAgo, aMinuteAgo);
  expect(held(await tryLock(path)).wasStale).toBe(true);
});

test('releasing a lock that somebody took over does not free theirs', async () => {
  const path = join(await temporaryFolder(), 'lock');
  const mine = held(await tryLock(path));
  await writeFile(path, 'theirs');
  await mine.release();
  expect(await readFile(path, 'utf8')).toBe('theirs');
});

test('work under a lock is done one after the other, and those who wait are told for whom, once', async () => {
  const path = join(await temporaryFolder(), 'lock');
  const waits: number[] = [];
  const bothWait = Promise.withResolvers<undefined>();
  let working = 0;
  const work = () =>
    withLock(
      path,
      (pid) => {
        waits.push(pid);
        if (waits.length === 2) bothWait.resolve(undefined);
      },
      async () => {
        working += 1;
        expect(working).toBe(1);
        await bothWait.promise; // the first holds the lock until the others have met it, however slow they are
        working -= 1;
      },
    );
  await Promise.all([work(), work(), work()]);
  expect(waits).toEqual([process.pid, process.pid]);
});

test('a lock is free again when the work under it failed', async () => {
  const path = join(await temporaryFolder(), 'lock');
  const failing = withLock(
    path,
    () => undefined,
    async () => Promise.reject(new Error('no')),
  );
  await expect(failing).rejects.toThrow('no');
  await held(await tryLock(path)).release();
});
