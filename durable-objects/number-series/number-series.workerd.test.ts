import { abortAllDurableObjects } from 'cloudflare:test';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { milestones } from '#db/schema/platform';
import { systemClock } from '#platform/clock';
import { eventFact } from '#platform/events';
import { type Fact, fact } from '#platform/facts';
import { randomIds } from '#platform/ids';
import { numberPlaceholder } from '#platform/objects';
import { cutDatabase, db, eventually, objects } from '../test-company.test-support.ts';

/** A document as small as can be: a named row that carries its number. */
const document = (series: string, key: string): Fact =>
  fact(milestones, {
    name: `${series}:${key}`,
    facts: { number: numberPlaceholder },
    reachedAt: '2026-11-22T00:00:00Z',
  });

const issue = (series: string, key: string, facts: Fact[] = [document(series, key)]) =>
  objects.numberSeries(series).issue({ key, prefix: 'PUN/26-27/', facts });

const numbersOf = async (series: string) =>
  (
    await db.query<{ number: string }>(
      sql`select facts ->> 'number' as number from milestones where name like ${`${series}:%`} order by 1`,
    )
  ).map(({ number }) => number);

const upTo = (count: number) => Array.from({ length: count }, (_, i) => `PUN/26-27/${String(i + 1).padStart(6, '0')}`);
const keys = (count: number) => Array.from({ length: count }, (_, i) => `key-${i}`);

afterEach(() => vi.restoreAllMocks());

describe('NumberSeries', () => {
  it('numbers 200 documents at once without a gap, in a few transactions', async () => {
    const series = randomIds.next();
    const requests = vi.spyOn(globalThis, 'fetch');
    const answers = await Promise.all(keys(200).map((key) => issue(series, key)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(requests.mock.calls.length).toBeLessThanOrEqual(8);
    expect(await numbersOf(series)).toEqual(upTo(200));
  });

  it('answers a repeated key with its number, also after a restart, and writes nothing', async () => {
    const series = randomIds.next();
    const first = await issue(series, 'a');
    await abortAllDurableObjects();
    const requests = vi.spyOn(globalThis, 'fetch');
    expect(await issue(series, 'a')).toEqual(first);
    expect(requests).not.toHaveBeenCalled();
  });

  it('refuses a number longer than the law allows, and uses none up', async () => {
    const series = randomIds.next();
    const tooLong = await objects.numberSeries(series).issue({ key: 'a', prefix: 'PUNE-1/26-27/', facts: [] });
    expect(tooLong).toMatchObject({ ok: false, failure: { code: 'invalid_input' } });
    expect(await issue(series, 'a')).toEqual({ ok: true, value: { number: 'PUN/26-27/000001' } });
  });

  it.each(['requests', 'answers'] as const)(
    'says unavailable when %s are lost, and writes by itself later, once',
    async (losing) => {
      const series = randomIds.next();
      const restore = cutDatabase(losing);
      const answers = await Promise.all(keys(3).map((key) => issue(series, key)));
      for (const answer of answers) {
        expect(answer).toMatchObject({ ok: false, failure: { code: 'unavailable', retryAfterSeconds: 2 } });
      }
      restore();
      await eventually(async () => expect(await numbersOf(series)).toEqual(upTo(3)));
      expect(await issue(series, 'key-1')).toEqual({ ok: true, value: { number: 'PUN/26-27/000002' } });
    },
  );

  it('writes after it died what it had numbered before', async () => {
    const series = randomIds.next();
    const restore = cutDatabase('requests');
    await Promise.all(keys(3).map((key) => issue(series, key)));
    await abortAllDurableObjects();
    restore();
    await eventually(async () => expect(await numbersOf(series)).toEqual(upTo(3)));
    expect(await issue(series, 'new')).toEqual({ ok: true, value: { number: 'PUN/26-27/000004' } });
  });

  it('isolates the one document that the database refuses', async () => {
    const series = randomIds.next();
    const event = { id: 'no uuid', type: 'order.placed', version: 1, subject: 's', storeId: null, data: {} } as const;
    const bad = eventFact({ clock: systemClock, requestId: 'r' }, event);
    const [first, refused, last] = await Promise.all([
      issue(series, 'a'),
      issue(series, 'bad', [bad]),
      issue(series, 'b'),
    ]);
    expect(first.ok && last.ok).toBe(true);
    expect(refused).toMatchObject({ ok: false, failure: { code: 'internal' } });
    expect(await numbersOf(series)).toEqual(['PUN/26-27/000001', 'PUN/26-27/000003']);
  });
});
