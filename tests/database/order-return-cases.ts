import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import {
  cancelOrder,
  confirmOrder,
  declineReturn,
  packOrder,
  pickOrder,
  receiveReturn,
  refundForGoodwill,
  requestReturn,
  resumeReturn,
  shortPick,
  takeOutPieces,
} from '#modules/orders';
import type { OrderDesk } from './order-desk.ts';
import { SHELF } from './placed-and-paid.ts';
import { refusal } from './staff.ts';

/** What is cancelled, taken out and given back. */
export function returnCases(desk: () => OrderDesk): void {
  it('cancels whole: goods, money, coupon, credit note and tax are as if it had never been', async () => {
    const { world, store, buyer, visitor, standing, whole } = desk();
    const placed = await world.place(store);
    const uses = world.coupons('WELCOME10').uses(0).captured;
    const cancelled = await cancelOrder(visitor(), { ...buyer(placed), reason: 'changed_mind' });
    expect(cancelled).toMatchObject({ status: 'cancelled', possible: [], refunded: { amount: placed.totalPaise } });
    expect(cancelled.returns).toMatchObject([
      { status: 'completed', total: { amount: placed.totalPaise }, tax: cancelled.tax },
    ]);
    expect(cancelled.returns[0]?.creditNoteNumber).toMatch(/^CN\/26-27\/\d{6}$/);
    expect(await standing(placed)).toEqual(whole(placed));
    expect(world.coupons('WELCOME10').uses(0).captured).toBe(uses - 1);
  });

  it('cancels once for a double click, whoever clicks', async () => {
    const { world, store, staff, buyer, visitor, standing, whole } = desk();
    const placed = await world.place(store);
    const click = () => cancelOrder(visitor(), { ...buyer(placed), reason: 'changed_mind' });
    const byStaff = () => cancelOrder(staff(), { orderId: placed.orderId, reason: 'out_of_stock' });
    await Promise.all([click(), click(), byStaff(), click()]);
    expect(await standing(placed)).toEqual(whole(placed));
  });

  it('stops the buyer’s cancelling once it is packed, and lets staff unpack it', async () => {
    const { world, store, staff, buyer, visitor, standing, both, whole } = desk();
    const placed = await world.place(store);
    const { orderId } = placed;
    await confirmOrder(staff(), { orderId });
    await pickOrder(staff(), { orderId, lines: both(3) });
    await packOrder(staff(), { orderId, idempotencyKey: 'k', parcels: [{ weightGrams: 450 }] });
    expect(await refusal(cancelOrder(visitor(), { ...buyer(placed), reason: 'changed_mind' }))).toBe(
      'illegal_transition',
    );
    const cancelled = await cancelOrder(staff(), { orderId, reason: 'out_of_stock' });
    expect(cancelled).toMatchObject({ status: 'cancelled', shipments: [{ status: 'cancelled' }] });
    expect(await standing(placed)).toEqual(whole(placed));
  });

  it('gives back nothing that was never paid: nobody collects money for goods that do not come', async () => {
    const { world, store, staff, standing } = desk();
    const placed = await world.place(store, { isPaid: false });
    const out = await takeOutPieces(staff(), {
      orderId: placed.orderId,
      idempotencyKey: 'k',
      lines: [{ position: 1, quantity: 1 }],
    });
    expect(out.payments).toMatchObject([{ status: 'pending', amount: { amount: placed.totalPaise - 9_990 } }]);
    const cancelled = await cancelOrder(staff(), { orderId: placed.orderId, reason: 'other' });
    expect(cancelled).toMatchObject({
      status: 'cancelled',
      refunded: { amount: 0 },
      payments: [{ status: 'cancelled' }],
    });
    expect(await standing(placed)).toMatchObject({
      refundedPaise: 0,
      creditedPaise: placed.totalPaise,
      creditNotes: 2,
      sellable: [SHELF, SHELF],
    });
  });

  it('takes what the shelf did not hold off the bill, and the books say what is there', async () => {
    const { world, store, staff, standing } = desk();
    const placed = await world.place(store);
    const { orderId } = placed;
    await confirmOrder(staff(), { orderId });
    await pickOrder(staff(), {
      orderId,
      lines: [
        { position: 1, picked: 3, batchNumber: 'S24-118' },
        { position: 2, picked: 2, batchNumber: 'S24-119' },
      ],
    });
    const missing = () => shortPick(staff(), { orderId, idempotencyKey: 'k', lines: [{ position: 2, quarantine: 1 }] });
    const [short] = await Promise.all([missing(), missing()]);
    expect(short?.returns).toMatchObject([{ kind: 'short_pick', status: 'completed' }]);
    const packed = await packOrder(staff(), { orderId, idempotencyKey: 'p', parcels: [{ weightGrams: 400 }] });
    expect(packed.status).toBe('packed');
    const price = 15_555 - 4_667 / 3;
    const refunded = (await standing(placed)).refundedPaise ?? 0;
    expect(Math.abs(refunded - price)).toBeLessThan(1);
    expect((await standing(placed)).quarantined).toEqual([0, 1]);
  });

  it('takes goods back line by line and batch by batch, until all of the bill is returned', async () => {
    const { db, world, store, staff, buyer, visitor, standing, deliver, whole } = desk();
    const placed = await world.place(store);
    const { orderId } = placed;
    await deliver(placed);
    const ask = (key: string, lines: { position: number; quantity: number }[], reason: 'damaged' | 'changed_mind') =>
      requestReturn(visitor(), { ...buyer(placed), idempotencyKey: key, reason, lines });
    const first = await ask('one', [{ position: 1, quantity: 2 }], 'changed_mind');
    expect((await ask('one', [{ position: 1, quantity: 2 }], 'changed_mind')).id).toBe(first.id);
    expect(await refusal(ask('two', [{ position: 1, quantity: 2 }], 'changed_mind'))).toBe('invalid_input');
    const received = await receiveReturn(staff(), {
      orderId,
      returnId: first.id,
      lines: [{ position: 1, restock: 1, quarantine: 1 }],
    });
    expect(received).toMatchObject({ status: 'delivered', refunded: { amount: 2 * 9_990 } });
    const again = receiveReturn(staff(), { orderId, returnId: first.id, lines: [{ position: 1, restock: 2 }] });
    expect(await refusal(again)).toBe('conflict');
    const refused = await ask('three', [{ position: 2, quantity: 1 }], 'changed_mind');
    await declineReturn(staff(), { orderId, returnId: refused.id, note: 'The seal is broken' });
    const rest = await ask(
      'four',
      [
        { position: 1, quantity: 1 },
        { position: 2, quantity: 3 },
      ],
      'damaged',
    );
    const end = await receiveReturn(staff(), {
      orderId,
      returnId: rest.id,
      lines: [
        { position: 1, restock: 1 },
        { position: 2, destroy: 3 },
      ],
    });
    expect(end).toMatchObject({ status: 'returned', refunded: { amount: placed.totalPaise } });
    expect(await standing(placed)).toEqual({
      ...whole(placed),
      status: 'returned',
      sellable: [SHELF - 1, SHELF - 3],
      quarantined: [1, 0],
      creditNotes: 2,
    });
    const [tax] =
      await db.query(sql`select sum(taxable_paise)::int as taxable, sum(cgst_paise)::int as cgst from credit_notes
      where order_id = ${orderId}`);
    expect(tax).toEqual({ taxable: end.tax.taxable.amount, cgst: end.tax.cgst.amount });
    const numbers = await db.query<{ number: string }>(sql`select number from credit_notes order by number`);
    expect(numbers.map(({ number }) => Number(number.slice(-6)))).toEqual(numbers.map((_, at) => at + 1));
  });

  it('takes nothing back after the days of the return policy, but for staff', async () => {
    const { office, world, store, staff, buyer, visitor, deliver } = desk();
    const placed = await world.place(store);
    await deliver(placed);
    office.clock.advanceMs(11 * 86_400_000);
    const reason = 'damaged' as const;
    const wanted = { reason, lines: [{ position: 1, quantity: 1 }], idempotencyKey: 'k' };
    expect(await refusal(requestReturn(visitor(), { ...buyer(placed), ...wanted }))).toBe('expired');
    expect(await requestReturn(staff(), { orderId: placed.orderId, ...wanted })).toMatchObject({ status: 'requested' });
  });

  it('keeps a step that fails in sight, goes on by itself, and lets somebody finish it by hand', async () => {
    const { db, world, store, staff, standing, whole } = desk();
    const placed = await world.place(store);
    const { orderId } = placed;
    world.node.losingStock = 'answers';
    const waiting = await cancelOrder(staff(), { orderId, reason: 'other' });
    expect(waiting).toMatchObject({ status: 'cancelled', returns: [{ status: 'working' }] });
    const [saga] = await db.query(sql`select kind, status, step, failures from sagas where subject = ${orderId}`);
    expect(saga).toEqual({ kind: 'return', status: 'running', step: 'stock', failures: 1 });
    const returnId = waiting.returns[0]?.id ?? '';
    const done = await resumeReturn(staff(), { orderId, returnId, doneByHand: 'Counted back onto the shelf' });
    world.node.losingStock = null;
    expect(done.returns).toMatchObject([{ status: 'completed' }]);
    const [after] = await db.query<{ steps: { outcome: string }[] }>(
      sql`select steps from sagas where id = ${returnId}`,
    );
    expect(after?.steps.map(({ outcome }) => outcome)).toEqual(['failed', 'by_hand', 'done', 'done', 'done']);
    expect(await standing(placed)).toEqual(whole(placed));
  });

  it('pays goodwill once, and so much less when the goods come back', async () => {
    const { world, store, staff, standing, whole } = desk();
    const placed = await world.place(store);
    const { orderId } = placed;
    const pay = () =>
      refundForGoodwill(staff(), { orderId, idempotencyKey: 'k', amountPaise: 5_000, note: 'A bottle leaked' });
    await pay();
    await pay();
    expect(
      await refusal(
        refundForGoodwill(staff(), { orderId, idempotencyKey: 'm', amountPaise: placed.totalPaise, note: 'x' }),
      ),
    ).toBe('conflict');
    await cancelOrder(staff(), { orderId, reason: 'other' });
    expect(await standing(placed)).toEqual(whole(placed));
  });

  it('exchanges goods for store credit, once, without touching what was paid with', async () => {
    const { db, office, world, store, as, staff, standing, deliver } = desk();
    const customer = await office.join('customer', 'own');
    const placed = await world.place(store, { personId: customer.personId });
    const { orderId } = placed;
    await deliver(placed);
    const wanted = { reason: 'wrong_item' as const, resolution: 'store_credit' as const, idempotencyKey: 'k' };
    const lines = [{ position: 1, quantity: 2 }];
    const { id: returnId } = await requestReturn(as(customer), { orderId, ...wanted, lines });
    const receive = () => receiveReturn(staff(), { orderId, returnId, lines: [{ position: 1, restock: 2 }] });
    await Promise.all([receive(), receive()]);
    const [account] = await db.query<{ id: string }>(
      sql`select id from value_accounts where person_id = ${customer.personId} and kind = 'store_credit'`,
    );
    const credit = world.accounts(account?.id ?? '').standing(office.clock.now().getTime());
    expect(credit).toMatchObject({ value: { balancePaise: 2 * 9_990 } });
    expect(await standing(placed)).toMatchObject({ cardPaise: 0, refundedPaise: 0, creditedPaise: 2 * 9_990 });
    const onCredit = await world.place(store, { personId: customer.personId });
    await db.query(sql`update payments set method = 'dealer_credit' where order_id = ${onCredit.orderId}`);
    await deliver(onCredit);
    const turnedIntoMoney = requestReturn(as(customer), { orderId: onCredit.orderId, ...wanted, lines });
    expect(await refusal(turnedIntoMoney)).toBe('invalid_input');
    const visitors = await world.place(store);
    await deliver(visitors);
    const { buyer, visitor } = desk();
    expect(await refusal(requestReturn(visitor(), { ...buyer(visitors), ...wanted, lines }))).toBe('invalid_input');
  });
}
