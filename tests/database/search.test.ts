import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#db/client';
import {
  HeldIndex,
  RebuiltIndexView,
  rebuildSearchIndex,
  SearchAnswerView,
  SearchSchema,
  SuggestAnswerView,
  search,
  suggest,
} from '#modules/search';
import { fixedClock } from '#platform/clock';
import type { Permitted } from '#platform/context';
import { testContext } from '#platform/context.test-support';
import { seedDatabase } from '../../db/seed/index.ts';
import { migrate } from '../../scripts/runtime/migrate.ts';
import { type RunningDatabase, startDatabase } from '../../scripts/runtime/start-database.ts';

const VARIANTS = 1500;
const folder = mkdtempSync(join(tmpdir(), 'tincture-search-'));
let running: RunningDatabase;
let ctx: Permitted & { clock: ReturnType<typeof fixedClock> };

beforeAll(async () => {
  running = await startDatabase({ dataDir: folder });
  await migrate(running, join(import.meta.dirname, '../../db/migrations'));
  const db = openDatabase({ url: running.url, localEndpoint: running.localEndpoint });
  await seedDatabase({ db, variants: VARIANTS, anchorDay: '2026-11-22' });
  const clock = fixedClock('2026-11-22T12:00:00Z');
  ctx = { ...testContext({ db }), clock };
}, 300_000);

afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (q: string, more: Partial<Record<'limit' | 'cursor' | 'language', string>> = {}) =>
  SearchSchema.parse({ q, ...more });

describe('search without an index', () => {
  it('finds by likeness, reads potency and pack, and makes one round trip', async () => {
    const before = ctx.db.roundTrips;
    const found = SearchAnswerView.parse(await search(ctx, ask('lycopodum 30c 30 ml'), new HeldIndex()));
    expect(ctx.db.roundTrips - before).toBe(1);
    expect(found.data[0]?.name).toMatch(/^Lycopodium/);
    expect(found.data[0]?.variant?.potency?.label).toBe('30C');
    expect(found.interpreted).toMatchObject({ potency: { label: '30C' }, pack: { label: '30 ml' } });
  });

  it('suggests products by likeness', async () => {
    const { data } = SuggestAnswerView.parse(await suggest(ctx, { q: 'lycopod' }, new HeldIndex()));
    expect(data[0]?.label).toMatch(/^Lycopodium/);
  });
});

describe('search with an index', () => {
  const held = new HeldIndex();
  beforeAll(async () => {
    const rebuilt = RebuiltIndexView.parse(await rebuildSearchIndex(ctx));
    expect(rebuilt.variants).toBe(VARIANTS);
  });

  it('answers cards with the matching variant in one round trip', async () => {
    const before = ctx.db.roundTrips;
    const found = SearchAnswerView.parse(await search(ctx, ask('nux vom 200 30ml', { limit: '5' }), held));
    expect(ctx.db.roundTrips - before).toBe(1);
    expect(found.interpreted).toMatchObject({ remedy: { abbrev: 'Nux-v' }, potency: { label: '200C' }, rest: '' });
    expect(found.data[0]).toMatchObject({
      remedy: { abbrev: 'Nux-v' },
      variant: { potency: { label: '200C' }, pack: { label: '30 ml' }, price: { currency: 'INR' } },
    });
  });

  it('walks through all pages without showing a product twice', async () => {
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await search(ctx, ask('sulphur', { limit: '7', ...(cursor && { cursor }) }), held);
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen.length).toBeGreaterThan(7);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('suggests without a round trip', async () => {
    const before = ctx.db.roundTrips;
    const { data } = SuggestAnswerView.parse(await suggest(ctx, { q: 'nux v' }, held));
    expect(ctx.db.roundTrips).toBe(before);
    expect(data[0]).toMatchObject({ kind: 'remedy', abbrev: 'Nux-v' });
  });

  it('shows a renamed product within a second of the rebuild, and drops the snapshot before the last', async () => {
    await search(ctx, ask('bc 28'), held);
    const first = JSON.parse((await (await ctx.files.get('search/current.json'))?.text()) ?? '{}');
    const [row] = await ctx.db.query<{ id: string }>(
      sql`update products set name = 'Zanzibar remedy' where complex_code = 'BC28' returning id`,
    );
    await ctx.db.query(sql`select refresh_product_cards(array[${row?.id}]::uuid[])`);
    await rebuildSearchIndex(ctx);
    expect((await search(ctx, ask('zanzibar'), held)).data).toEqual([]);
    ctx.clock.advanceMs(1000);
    expect((await search(ctx, ask('zanzibar'), held)).data[0]?.name).toBe('Zanzibar remedy');
    await rebuildSearchIndex(ctx);
    expect(await ctx.files.get(`search/${first.version}.json`)).toBeUndefined();
  });

  it('keeps answering from what it holds while the files are out of reach', async () => {
    ctx.clock.advanceMs(5000);
    const files = { ...ctx.files, get: () => Promise.reject(new Error('no files')) };
    expect((await search({ ...ctx, files } as Permitted, ask('nux vomica'), held)).data.length).toBeGreaterThan(0);
  });
});
