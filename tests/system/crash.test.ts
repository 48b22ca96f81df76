import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { crashDuringCheckouts } from '../faults/crash.ts';
import { loseDatabase } from '../faults/database-outage.ts';
import { freePort } from '../faults/free-port.ts';

const folders: string[] = [];
function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'tincture-fault-'));
  folders.push(path);
  return path;
}

afterAll(() => {
  for (const path of folders) rmSync(path, { recursive: true, force: true });
});

describe('faults', () => {
  it('loses and doubles nothing when the runtime is killed in the middle of checkouts', {
    timeout: 400_000,
  }, async () => {
    const plan = { dataDir: folder(), port: await freePort(), variants: 300, built: true, checkouts: 200, kills: 3 };
    const seen = await crashDuringCheckouts(plan);
    expect(seen).toMatchObject({
      acknowledged: 200,
      lost: 0,
      doubled: 0,
      numberGaps: 0,
      ledgerDifference: 0,
      openSagas: 0,
    });
    expect(seen.after).toEqual({
      stockLeft: seen.start - 200,
      ordersInRecords: 200,
      confirmations: 200,
      rolledUpOrders: 200,
      heldPieces: 0,
    });
  });

  it('answers 503 while the database is away and never half-writes an order', { timeout: 300_000 }, async () => {
    const plan = { dataDir: folder(), variants: 300, built: true, endpointPort: await freePort() };
    const seen = await loseDatabase({ ...plan, outages: 2, checkouts: 100 });
    expect(seen.wrong).toEqual([]);
    expect(seen.placed).toBe(100);
    expect(seen.refusedForNow).toBeGreaterThan(0);
    expect(seen.after).toEqual({
      stockLeft: seen.start - 100,
      ordersInRecords: 100,
      confirmations: 100,
      rolledUpOrders: 100,
      heldPieces: 0,
    });
  });
});
