import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paymentMethodCodes } from '#platform/payments-door';
import { refundablePaise, splitRefund, type Tender } from './split-refund.ts';

const tender = (method: Tender['method'], capturedPaise: number, refundedPaise = 0): Tender => ({
  paymentId: `${method}-${capturedPaise}-${refundedPaise}`,
  method,
  provider: 'manual',
  capturedPaise,
  refundedPaise,
});

const amount = fc.integer({ min: 0, max: 10_000_000 });
const tenders = fc
  .array(fc.record({ method: fc.constantFrom(...paymentMethodCodes), capturedPaise: amount, refundedPaise: amount }), {
    maxLength: 6,
  })
  .map((list) => list.map((each, index): Tender => ({ ...each, provider: 'manual', paymentId: `payment-${index}` })));

describe('splitRefund', () => {
  it('gives vouchers back before money, and cash last', () => {
    const all = [tender('cod', 500), tender('card', 500), tender('store_credit', 500), tender('gift_card', 500)];
    expect(splitRefund(all, 1_600)).toEqual([
      { paymentId: 'gift_card-500-0', amountPaise: 500 },
      { paymentId: 'store_credit-500-0', amountPaise: 500 },
      { paymentId: 'card-500-0', amountPaise: 500 },
      { paymentId: 'cod-500-0', amountPaise: 100 },
    ]);
  });

  it('leaves out what has gone back already', () => {
    expect(splitRefund([tender('gift_card', 500, 400), tender('card', 500)], 300)).toEqual([
      { paymentId: 'gift_card-500-400', amountPaise: 100 },
      { paymentId: 'card-500-0', amountPaise: 200 },
    ]);
  });

  it('is null for nothing, for less than nothing and for more than there is', () => {
    for (const wanted of [0, -1, 501]) expect(splitRefund([tender('card', 500)], wanted)).toBeNull();
  });

  it('sums to the amount exactly, and takes from no payment more than it has left', () => {
    fc.assert(
      fc.property(tenders, fc.integer({ min: 1, max: 60_000_000 }), (list, wanted) => {
        const parts = splitRefund(list, wanted);
        if (wanted > refundablePaise(list)) {
          expect(parts).toBeNull();
          return;
        }
        expect(parts?.reduce((sum, part) => sum + part.amountPaise, 0)).toBe(wanted);
        for (const { paymentId, amountPaise } of parts ?? []) {
          const of = list.find((each) => each.paymentId === paymentId);
          expect(amountPaise).toBeGreaterThan(0);
          expect(amountPaise).toBeLessThanOrEqual((of?.capturedPaise ?? 0) - (of?.refundedPaise ?? 0));
        }
        expect(new Set(parts?.map(({ paymentId }) => paymentId)).size).toBe(parts?.length);
      }),
    );
  });

  it('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(tenders, amount, (list, wanted) => {
        expect(splitRefund(list.toReversed(), wanted)).toEqual(splitRefund(list, wanted));
      }),
    );
  });

  it('part after part gives back all that came in, and then nothing more', () => {
    fc.assert(
      fc.property(tenders, fc.array(fc.integer({ min: 1, max: 5_000_000 }), { maxLength: 20 }), (list, wishes) => {
        let left = list;
        const before = refundablePaise(list);
        let given = 0;
        for (const wish of wishes) {
          const parts = splitRefund(left, wish) ?? [];
          left = left.map((each) => {
            const part = parts.find(({ paymentId }) => paymentId === each.paymentId)?.amountPaise ?? 0;
            return { ...each, refundedPaise: each.refundedPaise + part };
          });
          given += parts.reduce((sum, { amountPaise }) => sum + amountPaise, 0);
        }
        expect(given + refundablePaise(left)).toBe(before);
      }),
    );
  });
});
