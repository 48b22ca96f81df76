import { createServer } from 'node:net';

export class PortTaken extends Error {
  constructor(port: number) {
    super(`Port ${port} is taken by another program. Choose another one: PORT=${port + 1} npm start`);
    this.name = 'PortTaken';
  }
}

/** A runtime that was just killed gives its port back within this time. */
const WAIT_MS = 1_000;
const POLL_MS = 50;

/** Resolves when `port` can be listened on; fails with PortTaken when another program has it. 0 is always free. */
export async function assertPortFree(host: string, port: number): Promise<void> {
  const deadline = Date.now() + WAIT_MS;
  while (!(await isFree(host, port))) {
    if (Date.now() > deadline) throw new PortTaken(port);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** A port that nobody listens on: whoever is told our address must be told the port before we listen. */
export async function freePort(host: string): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, host, resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
