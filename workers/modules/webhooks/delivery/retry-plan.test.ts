import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeAnswer } from './judge-answer.ts';
import { healthOf } from './record-outcomes.ts';
import { leaseMs, lifetimeMs, nextTryAt, sendTimeoutMs } from './retry-plan.ts';

const start = new Date('2026-11-22T12:00:00Z');
const anySpread = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const delivery = {
  id: '019b76da-a800-7597-9a34-dbdfd654164b',
  endpointId: 'e',
  body: '{}',
  attempts: 1,
  attemptsBefore: 0,
  releasedAt: start.toISOString(),
  leaseEndsAt: start.toISOString(),
  url: 'https://partner.example/',
  secret: '',
  previousSecret: null,
  previousSecretUntil: null,
  isFailing: false,
};

describe('the retry plan', () => {
  it('waits 5 s, 30 s, 2 min, 10 min, 1 h and then 3 h again and again', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8].map(
      (tries) => ((nextTryAt(tries, start, start, 0)?.getTime() ?? 0) - start.getTime()) / 1000,
    );
    expect(waits).toEqual([5, 30, 120, 600, 3_600, 10_800, 10_800, 10_800]);
  });

  it('spreads what failed together, by at most a fifth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), anySpread, (tries, spread) => {
        const least = nextTryAt(tries, start, start, 0)?.getTime() ?? 0;
        const wait = (nextTryAt(tries, start, start, spread)?.getTime() ?? 0) - start.getTime();
        expect(wait).toBeGreaterThanOrEqual(least - start.getTime());
        expect(wait).toBeLessThanOrEqual((least - start.getTime()) * 1.2 + 1);
      }),
    );
  });

  it('ends within three days, after some thirty tries, whatever the spread', () => {
    fc.assert(
      fc.property(anySpread, (spread) => {
        let now = start;
        let tries = 1;
        for (let next = nextTryAt(tries, start, now, spread); next !== null; tries++) {
          now = next;
          next = nextTryAt(tries + 1, start, now, spread);
        }
        expect(now.getTime() - start.getTime()).toBeLessThanOrEqual(lifetimeMs);
        expect(tries).toBeGreaterThanOrEqual(24);
        expect(tries).toBeLessThanOrEqual(30);
      }),
    );
  });

  it('keeps a delivery for its sender far longer than one try takes', () => {
    expect(leaseMs).toBeGreaterThan(3 * sendTimeoutMs);
  });
});

describe('judgeAnswer', () => {
  it('counts 2xx as taken and 410 as never again', () => {
    expect(judgeAnswer(delivery, { status: 204, failure: null }, start).status).toBe('delivered');
    expect(judgeAnswer(delivery, { status: 410, failure: 'HTTP 410' }, start)).toEqual({
      status: 'failed',
      dueAt: null,
      disablesEndpoint: true,
    });
  });

  it('tries everything else again, counting from when it was released', () => {
    const failed = { status: 500, failure: 'HTTP 500' };
    const soon = judgeAnswer({ ...delivery, attempts: 31, attemptsBefore: 30 }, failed, start);
    expect(new Date(soon.dueAt ?? 0).getTime() - start.getTime()).toBeLessThanOrEqual(6_000);
    const old = new Date(start.getTime() - lifetimeMs).toISOString();
    expect(judgeAnswer({ ...delivery, releasedAt: old }, failed, start)).toMatchObject({
      status: 'failed',
      dueAt: null,
    });
  });
});

describe('healthOf', () => {
  it('counts the failures since the last success', () => {
    const ended = (status: 'delivered' | 'waiting') => ({
      delivery,
      outcome: { status, dueAt: null, disablesEndpoint: false },
    });
    const health = healthOf([ended('waiting'), ended('delivered'), ended('waiting'), ended('waiting')]);
    expect(health).toEqual([{ id: 'e', succeeded: true, failures: 2, gone: false }]);
  });
});
