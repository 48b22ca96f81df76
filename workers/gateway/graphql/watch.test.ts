import { describe, expect, it } from 'vitest';
import { AppError } from '#platform/errors';
import type { RevokedEntry } from '#platform/revocations-door';
import { callerCheck, type Watch, watchCount, watchRecord } from './watch.ts';

/** A record whose states come one a look, and a clock that a pause moves. */
function watchOf(states: readonly (string | AppError)[], checkCaller = async () => undefined) {
  let at = 0;
  let nowMs = 0;
  const pauses: number[] = [];
  const watch: Watch<string> = {
    look: async () => {
      const state = states[Math.min(at++, states.length - 1)];
      if (state instanceof AppError) throw state;
      return state ?? '';
    },
    checkCaller,
    pause: async (ms) => {
      pauses.push(ms);
      nowMs += ms;
    },
    nowMs: () => nowMs,
  };
  return { watch, pauses, looks: () => at };
}

async function all(source: AsyncIterable<string>): Promise<string[]> {
  const seen: string[] = [];
  for await (const one of source) seen.push(one);
  return seen;
}

describe('watchRecord', () => {
  it('gives the present state, then each change once, and ends by itself after five minutes', async () => {
    const { watch, pauses } = watchOf(['placed', 'placed', 'paid', 'paid', 'shipped']);
    expect(await all(await watchRecord(watch))).toEqual(['placed', 'paid', 'shipped']);
    expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBe(300_000);
    expect(watchCount(0)).toBe(0);
  });

  it('looks at most once a second', async () => {
    const { watch, pauses } = watchOf(['placed']);
    await all(await watchRecord(watch));
    expect(Math.min(...pauses)).toBe(1000);
  });

  it('is refused before it starts when the record may not be seen', async () => {
    const { watch } = watchOf([new AppError('not_found', 'There is no such order.')]);
    await expect(watchRecord(watch)).rejects.toMatchObject({ code: 'not_found' });
    expect(watchCount(0)).toBe(0);
  });

  it('ends with the reason when the record may not be seen any more', async () => {
    const { watch } = watchOf(['placed', new AppError('forbidden', 'You lack it now.')]);
    const changes = await watchRecord(watch);
    expect(await changes.next()).toEqual({ done: false, value: 'placed' });
    await expect(changes.next()).rejects.toMatchObject({ code: 'forbidden' });
    expect(watchCount(0)).toBe(0);
  });

  it('stops looking as soon as nobody listens, even while it waits', async () => {
    const gate = Promise.withResolvers<void>();
    const { watch, looks } = watchOf(['placed']);
    const changes = await watchRecord({ ...watch, pause: () => gate.promise });
    await changes.next();
    const waiting = changes.next();
    await Promise.resolve();
    await changes.return?.();
    expect(watchCount(0)).toBe(0);
    gate.resolve();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(looks()).toBe(1);
  });

  it('takes no more than an isolate can bear', async () => {
    const held = await Promise.all(Array.from({ length: 200 }, () => watchRecord(watchOf(['placed']).watch)));
    await expect(watchRecord(watchOf(['placed']).watch)).rejects.toMatchObject({ code: 'unavailable' });
    expect(watchCount(5000)).toBe(200);
    // The platform ended them without a word: nobody has looked for longer than five seconds.
    expect(watchCount(5001)).toBe(0);
    for (const one of held) await one.return?.();
    expect(watchCount(0)).toBe(0);
  });
});

describe('callerCheck', () => {
  const person = {
    kind: 'person',
    personId: 'p1',
    sessionId: 's1',
    grants: [],
    secondFactorAtMs: null,
    clientId: null,
  } as const;
  const revoking = (lists: RevokedEntry[][]) => {
    let version = 0;
    const since = async () => ({
      version: version + 1,
      isWhole: false,
      hasMore: false,
      entries: lists[version++] ?? [],
    });
    return () => ({ since, revoke: async () => undefined });
  };

  it.each(['session:s1', 'person:p1'])(
    'ends a stream when %s is revoked after it began, and not before',
    async (subject) => {
      const early = { subject, beforeMs: 999, untilMs: 9999 };
      const late = { subject, beforeMs: 1000, untilMs: 9999 };
      const check = callerCheck(person, revoking([[early], [], [late]]), 1000);
      await check();
      await check();
      await expect(check()).rejects.toMatchObject({ code: 'unauthenticated' });
    },
  );

  it('leaves a stream alone when somebody else is revoked', async () => {
    const check = callerCheck(person, revoking([[], [{ subject: 'person:p2', beforeMs: 2000, untilMs: 9999 }]]), 1000);
    await check();
    await check();
  });

  it('asks nothing for a visitor, whose token the verb checks by itself', async () => {
    const asked = () => {
      throw new Error('asked');
    };
    await callerCheck({ kind: 'anonymous' }, asked, 0)();
  });
});
