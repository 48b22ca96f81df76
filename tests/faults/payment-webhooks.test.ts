import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Engine, engines } from '../database/engines.ts';
import { floodWebhooks } from './payment-webhooks.ts';

describe('two thousand call-backs: tampered, stale, replayed, reordered and genuine', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await (engines[0] ?? (Promise.reject(new Error('No engine')) as never)).start();
  });
  afterAll(() => engine.stop());
  beforeEach(() => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('only genuine ones take effect, once each; a failed handling is done later', async () => {
    const outcome = await floodWebhooks(engine.db, 2_000, 20_261_122);
    expect(outcome).toMatchObject({ messages: 2_000, lost: 0, doubled: 0, open: 0 });
    expect(outcome.refused).toBe(outcome.forged);
    expect(Math.min(outcome.genuine, outcome.forged, outcome.replays, outcome.failedHandlings)).toBeGreaterThan(50);
  });
});
