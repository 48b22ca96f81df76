import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AuditHead, type AuditLink, type AuditRowText, chainName, GENESIS_HASH, linkHash } from './chain.ts';
import { type AuditFinding, ChainWalk } from './chain-walk.ts';

const row = (id: string, actor = 'operator'): AuditRowText => ({
  id,
  at: '2026-11-22T12:00:00.000000Z',
  actor,
  action: 'catalog.set_price',
  subject: 'x',
  storeId: null,
  requestId: 'r',
  reason: null,
  secondFactorAgeSeconds: null,
  facts: '{"amountPaise": 100}',
  before: null,
  after: null,
});

interface Books {
  links: AuditLink[];
  heads: AuditHead[];
}

/** What the trigger would have written: so many rows on each of a store's days. */
async function booksOf(scope: string, rowsByDay: readonly number[]): Promise<Books> {
  const links: AuditLink[] = [];
  let end = { day: '2026-11-20', position: 0, hash: GENESIS_HASH };
  for (const [at, rows] of rowsByDay.entries()) {
    const day = `2026-11-${20 + at}`;
    for (let position = 1; position <= rows; position += 1) {
      const id = `${scope}-${day}-${position}`;
      const place = { chain: chainName(scope, day), position, previousHash: end.hash };
      const hash = await linkHash(place, row(id));
      links.push({ ...place, auditId: id, hash, row: row(id) });
      end = { day, position, hash };
    }
  }
  return { links, heads: [{ scope, ...end, baseHash: GENESIS_HASH }] };
}

async function verify({ links, heads }: Books): Promise<AuditFinding[]> {
  const walk = new ChainWalk(heads);
  for (const link of links) await walk.step(link);
  return walk.end();
}

const days = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 });
const somewhere = fc.nat();
const without = <T>(list: readonly T[], at: number): T[] => list.filter((_, index) => index !== at);

describe('a walk along the chains', () => {
  it('finds nothing where nothing was done, whatever was written', async () => {
    await fc.assert(
      fc.asyncProperty(days, days, async (company, store) => {
        const [a, b] = [await booksOf('company', company), await booksOf('store', store)];
        expect(await verify({ links: [...a.links, ...b.links], heads: [...a.heads, ...b.heads] })).toEqual([]);
      }),
    );
  });

  it('names the row that was changed, in any of its fields', async () => {
    const fields = fc.constantFrom<keyof AuditRowText>(...(Object.keys(row('x')) as (keyof AuditRowText)[]));
    await fc.assert(
      fc.asyncProperty(days, somewhere, fields, fc.string(), async (counts, pick, field, text) => {
        const { links, heads } = await booksOf('company', counts);
        const at = pick % links.length;
        const link = links[at];
        if (link === undefined || link.row === null || link.row[field] === text) return;
        const changed = links.with(at, { ...link, row: { ...link.row, [field]: text } });
        const { chain, position, auditId } = link;
        expect(await verify({ links: changed, heads })).toMatchObject([{ what: 'changed', chain, position, auditId }]);
      }),
    );
  });

  it('sees a row that is gone from the log, and a link that is gone with it, wherever it was', async () => {
    await fc.assert(
      fc.asyncProperty(days, somewhere, async (counts, pick) => {
        const { links, heads } = await booksOf('company', counts);
        const at = pick % links.length;
        const link = links[at];
        if (link === undefined) return;
        const onlyRow = await verify({ links: links.with(at, { ...link, row: null }), heads });
        expect(onlyRow).toMatchObject([{ what: 'missing', chain: link.chain, position: link.position }]);
        const both = await verify({ links: without(links, at), heads });
        expect(both).toHaveLength(1);
        expect(both[0]?.what).toBe(at === links.length - 1 ? 'cut off' : 'missing');
      }),
    );
  });

  it('sees links that changed places', async () => {
    await fc.assert(
      fc.asyncProperty(days, somewhere, somewhere, async (counts, one, other) => {
        const { links, heads } = await booksOf('company', counts);
        const [a, b] = [links[one % links.length], links[other % links.length]];
        if (a === undefined || b === undefined || a === b) return;
        const swapped = links.map((link) => {
          if (link === a) return { ...a, auditId: b.auditId, row: b.row };
          return link === b ? { ...b, auditId: a.auditId, row: a.row } : link;
        });
        expect(await verify({ links: swapped, heads })).not.toEqual([]);
      }),
    );
  });

  it('sees a row that was put in between, however well its own hash was made', async () => {
    await fc.assert(
      fc.asyncProperty(days, somewhere, async (counts, pick) => {
        const { links, heads } = await booksOf('company', counts);
        const link = links[pick % links.length];
        if (link === undefined) return;
        const { chain, position, previousHash } = link;
        const forged = { chain, position, previousHash, auditId: 'f', hash: '', row: row('f') };
        forged.hash = await linkHash(forged, forged.row);
        const pushed = links.map((one) =>
          one.chain === chain && one.position >= position ? { ...one, position: one.position + 1 } : one,
        );
        const at = links.indexOf(link);
        const findings = await verify({ links: [...pushed.slice(0, at), forged, ...pushed.slice(at)], heads });
        expect(findings[0]).toMatchObject({ chain, position: position + 1, what: 'inserted' });
      }),
    );
  });

  it('sees an end that was cut off, be it of rows, of days or of everything', async () => {
    await fc.assert(
      fc.asyncProperty(days, somewhere, async (counts, pick) => {
        const { links, heads } = await booksOf('company', counts);
        const kept = links.slice(0, pick % links.length);
        expect(await verify({ links: kept, heads })).toMatchObject([{ what: 'cut off' }]);
      }),
    );
  });

  it('sees days that are gone from the beginning or the middle', async () => {
    const { links, heads } = await booksOf('company', [2, 2, 2]);
    for (const day of ['2026-11-20', '2026-11-21']) {
      const kept = links.filter(({ chain }) => !chain.endsWith(day));
      expect(await verify({ links: kept, heads })).toMatchObject([{ what: 'missing', position: 1 }]);
    }
  });

  it('takes days that were let go on purpose for what they are', async () => {
    const { links, heads } = await booksOf('company', [2, 2]);
    const [first, second, ...kept] = links;
    const base = { baseHash: second?.hash ?? '' };
    expect(first).toBeDefined();
    expect(await verify({ links: kept, heads: heads.map((head) => ({ ...head, ...base })) })).toEqual([]);
  });

  it('names the first break of each chain, and breaks of one day do not make the next one look broken', async () => {
    const { links, heads } = await booksOf('company', [3, 3]);
    const changed = links.map((link) => (link.row === null ? link : { ...link, row: { ...link.row, actor: 'x' } }));
    expect(await verify({ links: changed, heads })).toMatchObject([
      { chain: 'company/2026-11-20', position: 1 },
      { chain: 'company/2026-11-21', position: 1 },
    ]);
  });

  it('goes on past the head for what was written while it walked', async () => {
    const { links, heads } = await booksOf('company', [3, 2]);
    const earlier = links[3];
    const head = heads.map((one) => ({ ...one, day: '2026-11-21', position: 1, hash: earlier?.hash ?? '' }));
    expect(await verify({ links, heads: head })).toEqual([]);
  });

  it('misses the head of a store whose links are there', async () => {
    const { links } = await booksOf('company', [1]);
    expect(await verify({ links, heads: [] })).toMatchObject([{ what: 'missing' }]);
  });
});
