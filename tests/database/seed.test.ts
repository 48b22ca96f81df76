import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#db/client';
import { seedDatabase, seedStock } from '../../db/seed/index.ts';
import { type Engine, engines } from './engines.ts';

const VARIANTS = 1800;
const ANCHOR_DAY = '2026-11-22';
const OPERATOR_KEY = 'op_test';
const tables = [
  'remedies',
  'passages',
  'products',
  'variants',
  'prices',
  'batches',
  'translations',
  'stores',
  'product_cards',
];
describe.each(engines)('the seed on $name', (kind) => {
  let engine: Engine;
  let db: Database;

  beforeAll(async () => {
    engine = await kind.start();
    db = engine.db;
  }, 300_000);

  afterAll(() => engine.stop());

  /** Breaks off at the so-manieth transaction, as a killed process would. */
  function breaksAt(transaction: number): Database {
    let seen = 0;
    return {
      query: (statement) => db.query(statement),
      batch: (statements) => {
        seen += 1;
        if (seen === transaction) throw new Error('cut off');
        return db.batch(statements);
      },
      within: () => db,
      roundTrips: 0,
    };
  }

  async function countsAndDigest() {
    const counts: Record<string, unknown> = {};
    const hash = createHash('sha256');
    for (const table of tables) {
      const [row] = await db.query<{ n: number; md5: string }>(
        sql.raw(`select count(*)::int as n, md5(string_agg(t::text, '|' order by t::text)) as md5 from ${table} t`),
      );
      counts[table] = row?.n;
      hash.update(String(row?.md5));
    }
    return { counts, digest: hash.digest('hex') };
  }

  describe('the sample company in a database', () => {
    it('is taken up again where it was cut off, and is then left alone', async () => {
      await expect(seedDatabase({ db: breaksAt(3), variants: VARIANTS, anchorDay: ANCHOR_DAY })).rejects.toThrow(
        'cut off',
      );
      expect(await db.query(sql`select 1 from milestones where name = 'sample-company'`)).toEqual([]);

      const texts: string[] = [];
      const seeded = await seedDatabase({
        db,
        variants: VARIANTS,
        anchorDay: ANCHOR_DAY,
        onProgress: (text) => texts.push(text),
      });
      expect(seeded).toMatchObject({ seeded: true, facts: { remedies: 3061, passages: 6742, variants: VARIANTS } });
      expect(seeded.facts.notice).toMatch(/Sample data/);
      expect(texts.at(-1)).toBe('1,800 of 1,800 variants');
      const { counts, digest } = await countsAndDigest();
      expect(counts).toMatchObject({ remedies: 3061, passages: 6742, variants: VARIANTS, stores: 4 });
      expect(counts.product_cards).toBe(counts.products);

      expect(await seedDatabase({ db, variants: 5000, anchorDay: '2027-05-05' })).toMatchObject({ seeded: false });
      expect((await countsAndDigest()).digest).toBe(digest);
    });

    it('gives every product a card, with Hindi names for the well-known', async () => {
      const [card] = await db.query(
        sql`select name_hindi, potencies from product_cards where handle = 'arnica-montana-dilution-banyan-row'`,
      );
      expect(card?.name_hindi).toBe('अर्निका मोंटाना डाइल्यूशन');
      expect(card?.potencies).toContain('30C');
    });

    it('knows the tax of medicines on every day since 2017', async () => {
      const rates = await db.query(
        sql`select valid_from, rate_basis_points from tax_rates where hsn = '30049014' order by valid_from`,
      );
      expect(rates).toEqual([
        { valid_from: '2017-07-01', rate_basis_points: 1200 },
        { valid_from: '2025-09-22', rate_basis_points: 500 },
      ]);
    });
  });

  interface Call {
    path: string;
    key: string;
    quantities: number[];
  }

  /** A shop that is busy at first and then notes what it is sent. */
  function shopThatNotes(calls: Call[], refusals: number): Promise<{ server: Server; url: string }> {
    let refused = 0;
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (refused < refusals) {
          refused += 1;
          response.writeHead(503).end();
          return;
        }
        const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as { lines?: { quantity: number }[] };
        const allowed = request.headers.authorization === `Bearer ${OPERATOR_KEY}`;
        const quantities = (body.lines ?? []).map(({ quantity }) => quantity);
        calls.push({ path: request.url ?? '', key: String(request.headers['idempotency-key']), quantities });
        response.writeHead(allowed ? 201 : 401, { 'content-type': 'application/json' }).end('{}');
      });
    });
    return new Promise((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve({ server, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` });
      });
    });
  }

  describe('the opening stock', () => {
    it('reaches every store in pieces with keys of their own, once, also when the shop is busy', async () => {
      const calls: Call[] = [];
      const { server, url } = await shopThatNotes(calls, 2);
      const { booked } = await seedStock({ db, url, operatorKey: OPERATOR_KEY });
      const stock = calls.filter(({ path }) => path.endsWith('/stock'));
      expect(new Set(stock.map(({ path }) => path)).size).toBe(4);
      expect(new Set(stock.map(({ path, key }) => `${path} ${key}`)).size).toBe(stock.length);
      expect(Math.max(...stock.map(({ quantities }) => quantities.length))).toBeLessThanOrEqual(2000);
      expect(stock.flatMap(({ quantities }) => quantities)).toHaveLength(booked);
      expect(booked).toBeGreaterThan(VARIANTS * 2);
      expect(calls.at(-1)?.path).toBe('/v1/admin/search/rebuild');

      const before = calls.length;
      expect(await seedStock({ db, url, operatorKey: OPERATOR_KEY })).toEqual({ booked: 0 });
      expect(calls).toHaveLength(before);
      server.close();
    });
  });
});
