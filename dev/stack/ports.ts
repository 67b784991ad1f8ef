import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections (32768 and up on Linux, 49152 elsewhere): one of those would be taken, now and
 * then, between our look at it and the moment its process listens.
 */
const FROM = 15_000;
const TO = 32_000;
const MOST_TRIES = 100;

/** What this process was given last: it may not listen there yet. */
const given: number[] = [];
const REMEMBERED = 100;

/**
 * A TCP port of 127.0.0.1 that nobody listens on at this moment, and that this process was not given just now; picked at random, so that
 * others who look now find another. Processes that look at the same time for sure have every nth port each: `HOLDFAST_PORTS` is `<which>/<n>`.
 */
export async function freePort(): Promise<number> {
  const [which = 0, n = 1] = (process.env['HOLDFAST_PORTS'] ?? '0/1').split('/').map(Number);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const port = randomInt(Math.ceil(FROM / n), Math.floor(TO / n)) * n + which;
    if (!(await isPortFree(port)) || given.includes(port)) continue;
    given.push(port);
    given.splice(0, given.length - REMEMBERED);
    return port;
  }
  throw new Error(`no port from ${FROM} to ${TO} is free`);
}

/** Whether 127.0.0.1:`port` is free to listen on, for every interface a process might use. */
export async function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => resolve(true));
  });
  await new Promise((resolve) => server.close(resolve));
  return free;
}

/** Whether somebody takes connections at `host`:`port`. */
export async function isListening(port: number, host = '127.0.0.1'): Promise<boolean> {
  const socket = connect({ port, host, timeout: 2000 });
  const listening = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('timeout', () => resolve(false));
    socket.once('error', () => resolve(false));
  });
  socket.destroy();
  return listening;
}
