import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SharedFlight } from './shared-flight.ts';

const never = () => new Promise<string>(() => undefined);
const ignore = () => undefined;

describe('a load that many need at once', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is made once, and all get what it brings', async () => {
    const flight = new SharedFlight<string>();
    const load = vi.fn(async () => 'landed');
    const all = await Promise.all(Array.from({ length: 50 }, () => flight.join(load, ignore)));
    expect(new Set(all)).toEqual(new Set(['landed']));
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('is made by one other when the first is lost with its request', async () => {
    const flight = new SharedFlight<string>();
    void flight.join(never, ignore);
    const load = vi.fn(() => new Promise<string>((resolve) => setTimeout(() => resolve('landed'), 50)));
    const others = Array.from({ length: 50 }, () => flight.join(load, ignore));
    await vi.advanceTimersByTimeAsync(1_050);
    expect(new Set(await Promise.all(others))).toEqual(new Set(['landed']));
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('does not become a load for everybody who waits while nothing answers', async () => {
    const flight = new SharedFlight<string>();
    const load = vi.fn(never);
    const ends = Array.from({ length: 50 }, () => flight.join(load, ignore).then(ignore, () => 'given up'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(load.mock.calls.length).toBeLessThan(5);
    const given = ends.slice(load.mock.calls.length);
    expect(new Set(await Promise.all(given))).toEqual(new Set(['given up']));
  });
});
