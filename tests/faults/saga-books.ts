import { strict as assert } from 'node:assert';
import type { Fact } from '#platform/facts';
import type { ShopModel } from '../../durable-objects/checkout/shop-model.test-support.ts';

export interface Books {
  shop: ShopModel;
  /** Pieces on the shelf at the beginning. */
  units: number;
  /** Accounts of value, with what was paid in. */
  accounts: ReadonlyMap<string, number>;
  /** Orders that were reported as standing without their goods. */
  goodsMissing: ReadonlySet<unknown>;
}

type Row = Fact['row'];

const rowsOf = (facts: readonly Fact[], table: string): Row[] =>
  facts.filter((fact) => fact.table === table).map(({ row }) => row);
const sumOf = (rows: readonly Row[], column: string): number =>
  rows.reduce((total, row) => total + Number(row[column]), 0);

/** An order as its rows: what it sums to must hold for every one. */
function expectOrder(facts: readonly Fact[]) {
  const [order = {}] = rowsOf(facts, 'orders');
  const payments = rowsOf(facts, 'payments');
  assert.equal(sumOf(payments, 'amount_paise'), order.total_paise, 'what pays an order is not its total');
  assert.ok(
    payments.every(({ amount_paise }) => Number(amount_paise) > 0),
    'a payment of nothing',
  );
  const tax = ['cgst_paise', 'sgst_paise', 'igst_paise'].reduce((sum, column) => sum + Number(order[column]), 0);
  assert.equal(Number(order.taxable_paise) + tax, order.total_paise, 'taxable value and tax are not the total');
  assert.equal(rowsOf(facts, 'events').length, 1);
  assert.equal(rowsOf(facts, 'audit_log').length, 1);
  assert.equal(
    rowsOf(facts, 'sagas').every(({ status }) => status === 'completed'),
    true,
  );
  const quantity = sumOf(rowsOf(facts, 'order_lines'), 'quantity');
  return { order, payments, quantity, hasCoupon: Number(order.discount_paise) > 0 };
}

function expectMoneyConserved({ shop, accounts }: Books, payments: readonly Row[]): void {
  const byId = new Map(payments.map((row) => [row.id, row]));
  for (const [paymentId, { demand }] of shop.provider.payments) {
    const row = byId.get(paymentId);
    assert.equal(shop.provider.keptPaise(paymentId), Number(row?.amount_paise ?? 0), `money of ${demand.method}`);
    if (row !== undefined) assert.equal(row.status, 'captured', 'an order waits for money that came');
  }
  for (const [accountId, paidIn] of accounts) {
    const taken = sumOf(
      payments.filter((row) => row.provider_ref === accountId),
      'amount_paise',
    );
    const { balancePaise, reservedPaise } = shop.account(accountId);
    assert.equal(balancePaise, paidIn - taken, 'an account has another balance than its orders tell');
    assert.equal(reservedPaise, 0, 'an account keeps something aside for nobody');
  }
}

function expectStockConserved(
  { shop, units, goodsMissing }: Books,
  orders: readonly { order: Row; quantity: number }[],
) {
  const sold = orders.reduce((sum, { order, quantity }) => sum + (goodsMissing.has(order.id) ? 0 : quantity), 0);
  const { onHand, held, sold: taken } = shop.totals();
  assert.deepEqual({ onHand, held, taken }, { onHand: units - sold, held: 0, taken: sold }, 'stock');
}

/** Money, stock, numbers, coupons and value after everything has come to rest. Throws where they do not agree. */
export function expectConserved(books: Books) {
  const { shop } = books;
  const orders = [...shop.written.values()].map(expectOrder);
  expectMoneyConserved(
    books,
    orders.flatMap(({ payments }) => payments),
  );
  expectStockConserved(books, orders);
  const numbers = orders.map(({ order }) => String(order.number)).toSorted((a, b) => a.localeCompare(b));
  const expected = orders.map((_, index) => `PUN/26-27/${String(index + 1).padStart(6, '0')}`);
  assert.deepEqual(numbers, expected, 'numbers have gaps');
  assert.equal(shop.numbers.size, orders.length, 'a number without an order');
  const couponUses = orders.filter(({ hasCoupon }) => hasCoupon).length;
  assert.deepEqual(shop.couponUses(), { reserved: 0, captured: couponUses }, 'coupon uses');
  return {
    couponUses,
    splitTenders: orders.filter(({ payments }) => payments.length > 1).length,
    soldAfterPayment: orders.filter(({ payments }) => payments.some(({ provider }) => provider === 'stripe')).length,
  };
}
