import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDealer } from '#modules/identity';
import {
  changeVoucher,
  checkBalance,
  creditPerson,
  giveStoreCredit,
  issueGiftCard,
  listVoucherEntries,
  listVouchers,
  ownStoreCredit,
  readLiabilities,
  resolveVouchers,
  setDealerCredit,
} from '#modules/vouchers';
import { nodeSql } from '#objects/node-sql.test-support';
import { QuotaBook } from '#objects/rate-limiter/quota-book';
import { entryFact } from '#objects/value-account/entry-fact';
import { ValueBook } from '#objects/value-account/value-book';
import type { Permitted } from '#platform/context';
import { orThrow } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import type { Objects } from '#platform/objects';
import { type Engine, engines } from './engines.ts';
import { actorOf, contextFor, newPerson } from './sample-person.ts';
import { auditOf, type Office, openOffice, refusal } from './staff.ts';

/** Accounts and limits with their real books; `isGone`: nobody reaches an account. */
function valueInNode() {
  const books = new Map<string, ValueBook>();
  const bookOf = (id: string) => {
    const book = books.get(id) ?? new ValueBook(nodeSql());
    books.set(id, book);
    return book;
  };
  const quotas = new QuotaBook(nodeSql());
  const world = { isGone: false, bookOf, objects: {} as Objects };
  const at = () => Date.now();
  const door = (id: string) => {
    if (world.isGone) throw new Error('Network connection lost.');
    const book = bookOf(id);
    return {
      open: async (facts: Parameters<ValueBook['open']>[0]) => book.open(facts, at()),
      credit: async (key: string, paise: number, reference: string) => book.credit(key, paise, reference, at()),
      standing: async () => book.standing(at()),
    };
  };
  world.objects = {
    valueAccount: door,
    rateLimiter: () => ({
      take: async (quota: Parameters<QuotaBook['take']>[0], cost = 1) => quotas.take(quota, cost, at()),
      reset: async () => undefined,
    }),
  } as unknown as Objects;
  return world;
}

describe.each(engines)('gift cards and store credit on $name', (kind) => {
  let engine: Engine;
  let office: Office;
  let value: ReturnType<typeof valueInNode>;
  let owner: Permitted;

  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    office = openOffice(engine.db);
    value = valueInNode();
    owner = { ...office.as(await office.join('owner')), objects: value.objects };
  });

  const visitor = (): Permitted => ({ ...office.as({ kind: 'anonymous' }), objects: value.objects });
  const card = { amountPaise: 50_000, reason: 'Sold at the counter' };
  /** As the account's alarm does. */
  const sendEntries = (id: string) => engine.db.batch(writeFacts(value.bookOf(id).unsent().map(entryFact)));

  it('tells the code of a gift card once, keeps only its hash, and finds it however it is typed', async () => {
    const issued = await issueGiftCard(owner, { ...card, key: 'k1' });
    expect(issued).toMatchObject({ kind: 'gift_card', balance: { amount: 50_000 }, codeEndsOn: issued.code.slice(-4) });
    const rows = await engine.db.query(sql`select * from value_accounts where id = ${issued.id}::uuid`);
    expect(JSON.stringify(rows)).not.toContain(issued.code);
    expect(JSON.stringify(await auditOf(engine.db, issued.id))).not.toContain(issued.code);
    const typed = issued.code.toLowerCase().replaceAll('-', ' ');
    expect(await checkBalance(visitor(), { code: typed })).toMatchObject({ available: { amount: 50_000 } });
    expect(await refusal(checkBalance(visitor(), { code: '0000-0000-0000-0000' }))).toBe('not_found');
    expect(await resolveVouchers(visitor(), { codes: [issued.code], creditOf: null })).toEqual([
      { accountId: issued.id, method: 'gift_card', label: issued.code.slice(-4) },
    ]);
  });

  it('issues one card a key, the same code again, even after the account was out of reach', async () => {
    value.isGone = true;
    await expect(issueGiftCard(owner, { ...card, key: 'k2' })).rejects.toThrow();
    value.isGone = false;
    const [first, second] = await Promise.all([1, 2].map(() => issueGiftCard(owner, { ...card, key: 'k2' })));
    expect(second).toEqual(first);
    expect(orThrow(value.bookOf(first?.id ?? '').standing(Date.now())).balancePaise).toBe(50_000);
    expect(await refusal(issueGiftCard(owner, { ...card, amountPaise: 1, key: 'k2' }))).toBe('idempotency_mismatch');
    expect(await auditOf(engine.db, first?.id ?? '')).toMatchObject([{ action: 'vouchers.issue' }]);
  });

  it('asks for a fresh second factor above Rs 2,000, and for the permission at all', async () => {
    const actor = await office.join('owner');
    const stale = { ...office.as({ ...actor, secondFactorAtMs: null }), objects: value.objects };
    expect(await refusal(issueGiftCard(stale, { ...card, amountPaise: 200_001, key: 'k3' }))).toBe(
      'second_factor_required',
    );
    const manager = {
      ...office.as(await office.join('store_manager', [await office.newStore()])),
      objects: value.objects,
    };
    expect(await refusal(issueGiftCard(manager, { ...card, key: 'k4' }))).toBe('forbidden');
    expect(await refusal(issueGiftCard(owner, { ...card, expiresAt: '2020-01-01T00:00:00.000Z', key: 'k5' }))).toBe(
      'invalid_input',
    );
  });

  it('names wrong codes and cards that stand there twice, and stops who brings too many wrong ones', async () => {
    const { code } = await issueGiftCard(owner, { ...card, key: randomIds.next() });
    const wrong = { codes: [code, 'nonsense', code], creditOf: null };
    expect(await resolveVouchers(visitor(), wrong).catch((error: unknown) => error)).toMatchObject({
      code: 'invalid_input',
      errors: [{ path: 'vouchers.1.code' }, { path: 'vouchers.2.code', message: expect.stringContaining('twice') }],
    });
    for (let tried = 1; tried < 20; tried++) await refusal(checkBalance(visitor(), { code: '0000-0000-0000-0000' }));
    expect(await refusal(checkBalance(visitor(), { code }))).toBe('rate_limited');
  });

  it('gives a person one store credit, each gift once, and shows it to them and to nobody else', async () => {
    const person = await newPerson(engine.db);
    const gift = { personId: person.id, amountPaise: 10_000, reason: 'Parcel came late', key: 'g1' };
    const first = await giveStoreCredit(owner, gift);
    expect(await giveStoreCredit(owner, gift)).toEqual(first);
    await creditPerson(owner, { ...gift, key: 'refund 1', reference: 'order 1' });
    const self = { ...contextFor(engine.db, actorOf(person.id)), objects: value.objects };
    expect(await ownStoreCredit(self)).toMatchObject({ accountId: first.accountId, available: { amount: 20_000 } });
    const stranger = { ...contextFor(engine.db, actorOf((await newPerson(engine.db)).id)), objects: value.objects };
    expect(await ownStoreCredit(stranger)).toMatchObject({ accountId: null });
    expect(await resolveVouchers(self, { codes: [], creditOf: person.id })).toMatchObject([{ method: 'store_credit' }]);
    expect(await refusal(giveStoreCredit(owner, { ...gift, personId: randomIds.next(), key: 'g2' }))).toBe('not_found');
  });

  it('blocks a card for staff, lists it with its entries, and counts what is owed by kind', async () => {
    const { id } = await issueGiftCard(owner, { ...card, key: randomIds.next() });
    await sendEntries(id);
    expect(await changeVoucher(owner, { voucherId: id, blockedFor: 'Reported stolen' })).toMatchObject({
      blockedFor: 'Reported stolen',
      balance: { amount: 50_000 },
    });
    expect(orThrow(value.bookOf(id).standing(Date.now())).availablePaise).toBe(0);
    expect(await refusal(changeVoucher(owner, { voucherId: randomIds.next(), blockedFor: null }))).toBe('not_found');
    const { data } = await listVouchers(owner, { kind: 'gift_card', limit: 1 });
    expect(data).toMatchObject([{ id, blockedFor: 'Reported stolen', balance: { amount: 50_000 } }]);
    expect((await listVoucherEntries(owner, { voucherId: id })).data).toMatchObject([
      { sequence: 1, kind: 'credit', amount: { amount: 50_000 } },
    ]);
    const owed = (await readLiabilities(owner)).data.find((row) => row.kind === 'gift_card');
    const [sum] = await engine.db.query<{ owed: number }>(
      sql`select sum(amount_paise)::bigint as owed from value_entries e join value_accounts a on a.id = e.account_id
        where a.kind = 'gift_card'`,
    );
    expect(owed?.owed.amount).toBe(sum?.owed);
  });

  it('keeps a card blocked although somebody sets its last day at the same moment', async () => {
    const { id } = await issueGiftCard(owner, { ...card, key: randomIds.next() });
    const slow: Permitted = {
      ...owner,
      db: Object.assign(Object.create(owner.db) as Permitted['db'], {
        batch: async (...batch: Parameters<Permitted['db']['batch']>) => {
          await changeVoucher(owner, { voucherId: id, blockedFor: 'Reported stolen' });
          return owner.db.batch(...batch);
        },
      }),
    };
    const later = await changeVoucher(slow, { voucherId: id, expiresAt: '2036-01-01T00:00:00.000Z' });
    expect(later).toMatchObject({ blockedFor: 'Reported stolen', expiresAt: '2036-01-01T00:00:00.000Z' });
    expect(orThrow(value.bookOf(id).standing(Date.now())).availablePaise).toBe(0);
  });

  it('gives a dealer credit up to a limit, and blocks it when they are overdue', async () => {
    const { id: dealerId } = await createDealer(owner, { name: 'Gowda Agencies' });
    expect(await refusal(setDealerCredit(owner, { dealerId: randomIds.next(), limitPaise: 1 }))).toBe('not_found');
    const credit = await setDealerCredit(owner, { dealerId, limitPaise: 5_000_000 });
    expect(orThrow(value.bookOf(credit.id).standing(Date.now())).availablePaise).toBe(5_000_000);
    const blocked = await setDealerCredit(owner, { dealerId, limitPaise: 5_000_000, blockedFor: 'Overdue' });
    expect(blocked).toMatchObject({ id: credit.id, blockedFor: 'Overdue' });
    expect(orThrow(value.bookOf(credit.id).standing(Date.now())).availablePaise).toBe(0);
  });
});
