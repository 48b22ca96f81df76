import { describe, expect, it } from 'vitest';
import { tenderRows } from './tenders.ts';

const placedAt = '2026-11-22T10:00:00.000Z';
const card = { accountId: 'card-1', method: 'gift_card', label: '1234' } as const;
const credit = { accountId: 'credit-1', method: 'store_credit', label: '5678' } as const;
const numbered = () => {
  let count = 0;
  return { next: () => `id-${++count}` };
};
const common = { orderId: 'order-1', currency: 'INR', refundedPaise: 0, createdAt: placedAt };
const byCard = {
  ...common,
  id: 'id-1',
  method: 'gift_card',
  status: 'captured',
  amountPaise: 300,
  provider: 'account',
  providerRef: 'card-1',
  capturedAt: placedAt,
};

describe('the ways an order is paid', () => {
  const shares = [
    { ...card, amountPaise: 300 },
    { ...credit, amountPaise: 0 },
  ];

  it('are captured where an account of value pays; one that gives nothing leaves no row', () => {
    const rest = { id: 'rest', method: 'cash', amountPaise: 0, captured: null } as const;
    expect(tenderRows({ orderId: 'order-1', placedAt, shares, rest }, numbered())).toEqual([byCard]);
  });

  it('are pending for what is paid when the goods are handed over', () => {
    const rest = { id: 'rest', method: 'cash', amountPaise: 700, captured: null } as const;
    expect(tenderRows({ orderId: 'order-1', placedAt, shares, rest }, numbered())).toEqual([
      byCard,
      {
        ...common,
        id: 'rest',
        method: 'cash',
        status: 'pending',
        amountPaise: 700,
        provider: 'manual',
        providerRef: null,
        capturedAt: null,
      },
    ]);
  });

  it('name the provider and the moment of what is captured already', () => {
    const at = '2026-11-22T10:00:09.000Z';
    const captured = { provider: 'razorpay', providerRef: 'pay_1', at } as const;
    const rest = { id: 'rest', method: 'upi', amountPaise: 700, captured } as const;
    expect(tenderRows({ orderId: 'order-1', placedAt, shares, rest }, numbered())).toEqual([
      byCard,
      {
        ...common,
        id: 'rest',
        method: 'upi',
        status: 'captured',
        amountPaise: 700,
        provider: 'razorpay',
        providerRef: 'pay_1',
        capturedAt: at,
      },
    ]);
  });
});
