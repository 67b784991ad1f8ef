import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { checkPorts, freePorts, portsFrom, portsToOpen } from '../../../dev/stack/stack-ports.ts';

async function takenPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

test('a taken port is refused by the name of what needs it and of what sets it', async () => {
  const SMTP_PORT = await takenPort();
  const ports = { ...(await freePorts()), SMTP_PORT };
  await expect(checkPorts(ports, portsToOpen({}))).rejects.toThrow(
    `Port ${SMTP_PORT}, for the SMTP inbox, is in use: stop what listens there, or set SMTP_PORT to another port.`,
  );
});

test('a port that two parts would use is refused', async () => {
  const ports = await freePorts();
  await expect(checkPorts({ ...ports, SANDBOX_PORT: ports.PORT }, portsToOpen({}))).rejects.toThrow(
    `PORT and SANDBOX_PORT are both ${ports.PORT}: give the API and the sandbox payment provider different ports.`,
  );
});

test('the ports of a database and an engine that are given are left alone', async () => {
  const taken = await takenPort();
  const ports = {
    ...(await freePorts()),
    POSTGRES_PORT: taken,
    TEMPORAL_PORT: taken,
    TEMPORAL_UI_PORT: taken,
  };
  const given = { databaseUrl: 'postgresql://x', temporalAddress: 'x:7233' };
  await expect(checkPorts(ports, portsToOpen(given))).resolves.toBeUndefined();
  await expect(checkPorts(ports, portsToOpen({ ...given, databaseUrl: undefined }))).rejects.toThrow(
    'PostgreSQL',
  );
});

test("ports are api.md's unless the environment sets them", async () => {
  const { WORKER_PORT, BUREAU_PORT, CARRIER_PORT, ...ports } = await portsFrom({
    PORT: '4000',
    SMTP_PORT: '',
  });
  expect(WORKER_PORT).toBeGreaterThan(0);
  expect(BUREAU_PORT).toBeGreaterThan(0);
  expect(CARRIER_PORT).toBeGreaterThan(0);
  expect(ports).toEqual({
    PORT: 4000,
    SANDBOX_PORT: 3001,
    TEMPORAL_PORT: 7233,
    TEMPORAL_UI_PORT: 8233,
    POSTGRES_PORT: 5433,
    SMTP_PORT: 1025,
    MAIL_UI_PORT: 1080,
  });
});

test.each(['abc', '70000', '-1', '1.5'])('PORT=%s is refused', async (PORT) => {
  await expect(portsFrom({ PORT })).rejects.toThrow(
    `PORT is "${PORT}", which is no port: set it to a number from 1 to 65535.`,
  );
});
