import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Statement } from '#db/client';
import type { Network } from '#modules/webhooks';
import type { Permitted } from '#platform/context';
import { engines } from './engines.ts';
import { eventMessage, HOUR_MS, webhookShop } from './webhook-shop.ts';

const SEED = 20261122;
const anyHour = fc.record({
  /** Which of three records each event is about. */
  subjects: fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 12 }),
  /** How the receiver answers, one after the other. */
  answers: fc
    .array(fc.constantFrom(200, 500, 429, 0), { minLength: 1, maxLength: 6 })
    .map((some) => [...some, 200, 204]),
  senders: fc.integer({ min: 2, max: 4 }),
  /** Round trips after which a sender dies; null: none. */
  dies: fc.option(fc.integer({ min: 1, max: 6 }), { nil: null }),
});

interface Post {
  endpoint: string;
  subject: string;
  place: number;
  id: string;
  isTaken: boolean;
}

/** Receivers that answer as they are told and notice every message that comes beside another about its record. */
function watchfulReceivers(answers: readonly number[]) {
  const posts: Post[] = [];
  const inside = new Map<string, number>();
  const wrong: string[] = [];
  let turn = 0;
  const enter = (key: string, most: number) => {
    const count = (inside.get(key) ?? 0) + 1;
    inside.set(key, count);
    if (count > most) wrong.push(`${count} at once: ${key}`);
  };
  const leave = (key: string) => inside.set(key, (inside.get(key) ?? 1) - 1);
  const network: Network = {
    localTargets: true,
    resolveHost: async () => [],
    async fetch(url, init) {
      const { data } = JSON.parse(init.body as string) as { data: { productId: string } };
      const [subject, place] = [data.productId.slice(0, 8), data.productId.slice(-4)];
      enter(url, 3);
      enter(`${url} ${subject}`, 1);
      await new Promise((resolve) => setTimeout(resolve, 1 + (turn % 3)));
      const status = answers[turn++ % answers.length] ?? 200;
      leave(url);
      leave(`${url} ${subject}`);
      const id = new Headers(init.headers).get('webhook-id') ?? '';
      posts.push({
        endpoint: url,
        subject,
        place: Number.parseInt(place, 16),
        id,
        isTaken: status >= 200 && status < 300,
      });
      if (status === 0) throw new TypeError('cut');
      return new Response(null, { status });
    },
  };
  return { network, posts, wrong };
}

/** A sender whose connection to the records breaks for good after so many round trips. */
function mortal(sender: Permitted, trips: number): Permitted {
  let made = 0;
  const batch = <T extends object>(statements: readonly Statement[]): Promise<T[][]> =>
    ++made > trips ? Promise.reject(new Error('killed')) : sender.db.batch<T>(statements);
  return { ...sender, db: { ...sender.db, batch } };
}

describe.each(engines)('senders side by side, on $name', (kind) => {
  const shop = webhookShop(kind);

  it('never send two messages about one record at once or out of order, whatever fails and whoever dies, and lose none', async () => {
    const hours = fc.sample(anyHour, { numRuns: 12, seed: SEED });
    for (const { subjects, answers, senders, dies } of hours) {
      await shop.engine.db.query(sql`truncate webhook_attempts, webhook_deliveries, webhook_endpoints cascade`);
      const owner = await shop.partner();
      for (let endpoint = 0; endpoint < 2; endpoint++) await shop.endpointOf(owner, ['product.changed']);
      await shop.engine.db.query(sql`update webhook_endpoints set url = url || '?' || id`);
      const events = subjects.map((subject, place) => {
        // Eight digits name the record, four the place of the event in its order.
        const productId = `0000000${subject}-0000-7000-8000-${place.toString(16).padStart(12, '0')}`;
        shop.passMs(1);
        return eventMessage('product.changed', `product-${subject}`, { productId });
      });
      await shop.happen(...events.toReversed());

      const { network, posts, wrong } = watchfulReceivers(answers);
      const end = Date.now() + 60 * HOUR_MS;
      let isMortal = dies !== null;
      for (let left = 1; left > 0 && Date.now() < end; ) {
        const all = Array.from({ length: senders }, (_, i) =>
          shop.send(i === 0 && isMortal ? mortal(shop.system, dies ?? 0) : shop.system, network),
        );
        await Promise.allSettled(all);
        isMortal = false;
        const [open] = await shop.engine.db.query<{ left: number; next_ms: number | null }>(
          sql`select count(*)::int as left, (extract(epoch from min(due_at) filter (
            where due_at > ${new Date().toISOString()}::timestamptz)) * 1000)::float8 as next_ms
            from webhook_deliveries where due_at is not null`,
        );
        left = open?.left ?? 0;
        shop.passMs(Math.max(Math.ceil((open?.next_ms ?? 0) - Date.now()), 1));
        // An endpoint that fails all the time would be paused; here it is the order that counts.
        await shop.engine.db.query(sql`update webhook_endpoints set consecutive_failures = 0, failing_since = null`);
      }

      expect(wrong, `seed ${SEED}`).toEqual([]);
      const taken = posts.filter(({ isTaken }) => isTaken);
      expect(new Set(taken.map(({ id }) => id)).size).toBe(subjects.length * 2);
      for (const key of new Set(posts.map(({ endpoint, subject }) => `${endpoint} ${subject}`))) {
        const places = posts
          .filter(({ endpoint, subject }) => `${endpoint} ${subject}` === key)
          .map(({ place }) => place);
        expect(places, `seed ${SEED}`).toEqual(places.toSorted((a, b) => a - b));
      }
      // Twice only where a sender died between sending and writing it down.
      if (dies === null) expect(taken).toHaveLength(new Set(taken.map(({ id }) => id)).size);
    }
  }, 120_000);
});
