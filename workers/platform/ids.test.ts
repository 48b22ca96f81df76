import { afterEach, describe, expect, it, vi } from 'vitest';
import { randomIds } from './ids.ts';

const V7 = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

describe('randomIds', () => {
  afterEach(() => void vi.useRealTimers());

  it('rise while the clock stands still, as it does within a request, and when it goes back', () => {
    vi.useFakeTimers({ now: Date.parse('2031-01-01T00:00:00Z') });
    const ids = Array.from({ length: 20_000 }, () => randomIds.next());
    vi.setSystemTime(Date.now() - 60_000);
    ids.push(...Array.from({ length: 100 }, () => randomIds.next()));
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(V7);
  });

  it('do not tell the next one', () => {
    vi.useFakeTimers({ now: Date.parse('2032-01-01T00:00:00Z') });
    const steps = Array.from({ length: 50 }, () => {
      const [a, b] = [randomIds.next(), randomIds.next()];
      return BigInt(`0x${b.slice(24)}`) - BigInt(`0x${a.slice(24)}`);
    });
    expect(new Set(steps).size).toBeGreaterThan(45);
  });
});
