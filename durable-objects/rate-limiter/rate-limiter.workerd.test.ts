import { abortAllDurableObjects, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it, vi } from 'vitest';
import type { Quota } from '#platform/rate-limiter-door';
import type { ObjectsEnv } from '../env.ts';
import { objects } from '../test-company.test-support.ts';

const quota: Quota = { name: 'sign-in', limit: 20, windowSeconds: 60 };
const limiterNamed = (name: string) => (env as unknown as ObjectsEnv).RATE_LIMITER.getByName(name);

describe('RateLimiter', () => {
  it('lets exactly the limit through of those who ask at once', async () => {
    const limiter = objects.rateLimiter('sign-in:ip:203.0.113.1');
    const states = await Promise.all(Array.from({ length: 100 }, () => limiter.take(quota)));
    expect(states.filter(({ isAllowed }) => isAllowed)).toHaveLength(20);
  });

  it('remembers through a restart', async () => {
    await objects.rateLimiter('sign-in:ip:203.0.113.2').take(quota, 20);
    await abortAllDurableObjects();
    expect((await objects.rateLimiter('sign-in:ip:203.0.113.2').take(quota)).isAllowed).toBe(false);
  });

  it('knows one address from another', async () => {
    await objects.rateLimiter('sign-in:ip:203.0.113.3').take(quota, 20);
    expect((await objects.rateLimiter('sign-in:ip:203.0.113.4').take(quota)).isAllowed).toBe(true);
  });

  it('leaves nothing behind when all has run out, and begins anew', async () => {
    const limiter = limiterNamed('sign-in:ip:203.0.113.5');
    const door = objects.rateLimiter('sign-in:ip:203.0.113.5');
    await door.take(quota, 20);
    const laterMs = Date.now() + 2 * 60_000;
    await runInDurableObject(limiter, () => vi.spyOn(Date, 'now').mockReturnValue(laterMs));
    expect(await runDurableObjectAlarm(limiter)).toBe(true);
    vi.restoreAllMocks();
    expect(
      await runInDurableObject(limiter, (_, { storage }) =>
        storage.sql.exec("select name from sqlite_master where name = 'takes'").toArray(),
      ),
    ).toEqual([]);
    expect((await door.take(quota)).remaining).toBe(19);
  });

  it('leaves nothing behind of a subject that was only asked about or forgiven', async () => {
    const asked = limiterNamed('sign-in:ip:203.0.113.6');
    await objects.rateLimiter('sign-in:ip:203.0.113.6').take(quota, 0);
    const forgiven = limiterNamed('sign-in:ip:203.0.113.7');
    await objects.rateLimiter('sign-in:ip:203.0.113.7').reset(quota);
    for (const limiter of [asked, forgiven]) {
      expect(await runDurableObjectAlarm(limiter)).toBe(true);
      expect(
        await runInDurableObject(limiter, (_, { storage }) =>
          storage.sql.exec("select name from sqlite_master where name = 'takes'").toArray(),
        ),
      ).toEqual([]);
    }
  });
});
