import { connect, type Socket } from 'node:net';

/** What a load run saw. Latencies in milliseconds, rates in requests a second. */
export interface LoadResult {
  requests: number;
  failures: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

export interface LoadPlan {
  port: number;
  connections: number;
  /** Bounded in time and in count: a load run stops by itself. */
  forMs: number;
  /** The raw HTTP/1.1 request for the n-th call: plain bytes, so that the client costs less than the server. */
  request(index: number): Buffer;
}

const headEnd = Buffer.from('\r\n\r\n');

/** The bytes of a GET with keep-alive. */
export function getRequest(path: string, headers: Record<string, string> = {}): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.join('')}\r\n`);
}

/** Length of the first whole response in a buffer, or 0 while it is incomplete. Needs a content-length or chunks. */
function responseLength(bytes: Buffer): number {
  const end = bytes.indexOf(headEnd);
  if (end < 0) return 0;
  const head = bytes.toString('latin1', 0, end).toLowerCase();
  const length = /\r\ncontent-length: *(\d+)/.exec(head);
  if (length !== null) {
    const total = end + 4 + Number(length[1]);
    return bytes.length >= total ? total : 0;
  }
  if (/\r\ntransfer-encoding: *chunked/.test(head)) {
    const last = bytes.indexOf('\r\n0\r\n\r\n', end + 2);
    return last < 0 ? 0 : last + 7;
  }
  return end + 4;
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** One connection that sends its next request as soon as the last answer is whole. */
function drive(plan: LoadPlan, next: () => number, seen: (ms: number, ok: boolean) => void): Promise<void> {
  return new Promise((resolve) => {
    const endAt = performance.now() + plan.forMs;
    let pending = Buffer.alloc(0);
    let sentAt = 0;
    const socket: Socket = connect(plan.port, '127.0.0.1');
    socket.setNoDelay(true);
    const send = () => {
      if (performance.now() >= endAt) return socket.end();
      sentAt = performance.now();
      socket.write(plan.request(next()));
    };
    socket.on('connect', send);
    socket.on('data', (chunk) => {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      const length = responseLength(pending);
      if (length === 0) return;
      seen(performance.now() - sentAt, pending[9] === 0x32);
      pending = pending.subarray(length);
      send();
    });
    socket.on('error', () => seen(0, false));
    socket.on('close', () => resolve());
  });
}

/**
 * Loads one port of this machine with keep-alive connections and reports rate and latency. An own client because a general
 * one on the second core is slower than the server, and the figure would be the client's.
 */
export async function load(plan: LoadPlan): Promise<LoadResult> {
  const latencies: number[] = [];
  let failures = 0;
  let index = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: plan.connections }, () =>
      drive(
        plan,
        () => index++,
        (ms, ok) => {
          if (ok) latencies.push(ms);
          else failures += 1;
        },
      ),
    ),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  latencies.sort((a, b) => a - b);
  return {
    requests: latencies.length,
    failures,
    perSecond: latencies.length / seconds,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
}
