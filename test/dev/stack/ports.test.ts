import { afterEach, expect, test } from 'vitest';
import { freePort } from '../../../dev/stack/ports.ts';

const ours = process.env['HOLDFAST_PORTS'];
afterEach(() => void (process.env['HOLDFAST_PORTS'] = ours));

async function manyPorts(whose: string): Promise<readonly number[]> {
  process.env['HOLDFAST_PORTS'] = whose;
  return Promise.all(Array.from({ length: 40 }, () => freePort()));
}

test('of two that look at once, who has other ports finds others, and nobody finds one twice', async () => {
  const [first, second] = [await manyPorts('0/100'), await manyPorts('99/100')];
  expect(new Set([...first, ...second]).size).toBe(80);
  expect(first.every((port) => port % 100 === 0)).toBe(true);
  expect(second.every((port) => port % 100 === 99)).toBe(true);
});
