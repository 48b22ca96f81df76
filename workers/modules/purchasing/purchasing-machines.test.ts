import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  needsApproval,
  type PurchaseOrderStatus,
  purchaseOrderMoves,
  requirePurchaseOrderMove,
  statusAfterReceipt,
} from './purchase-order-machine.ts';
import {
  requireSupplierReturnMove,
  type SupplierReturnStatus,
  supplierReturnMoves,
} from './supplier-return-machine.ts';

describe('a purchase order', () => {
  const statuses = Object.keys(purchaseOrderMoves) as PurchaseOrderStatus[];

  it('goes where the table says, and names what is possible otherwise', () => {
    for (const from of statuses) {
      for (const to of statuses) {
        const move = () => requirePurchaseOrderMove(from, to);
        if (purchaseOrderMoves[from].includes(to)) expect(move).not.toThrow();
        else expect(move).toThrow(`A purchase order that is ${from} cannot become ${to}.`);
      }
    }
  });

  it('of which something has come is never cancelled, and what is over stays as it is', () => {
    for (const from of ['partly_received', 'received'] as const)
      expect(purchaseOrderMoves[from]).not.toContain('cancelled');
    expect([purchaseOrderMoves.closed, purchaseOrderMoves.cancelled]).toEqual([[], []]);
  });

  it('is received once every line has come, whatever came too much of another', () => {
    const line = (quantity: number, receivedQuantity: number) => ({ quantity, receivedQuantity });
    expect(statusAfterReceipt([line(10, 10), line(5, 6)])).toBe('received');
    expect(statusAfterReceipt([line(10, 20), line(5, 4)])).toBe('partly_received');
  });

  it('needs approval above the limit and above what was approved, and never otherwise', () => {
    const amount = fc.nat(1_000);
    fc.assert(
      fc.property(amount, fc.option(amount), amount, (totalPaise, approvedPaise, limit) => {
        const isApproved = approvedPaise !== null && approvedPaise >= totalPaise;
        expect(needsApproval({ totalPaise, approvedPaise }, limit)).toBe(totalPaise > limit && !isApproved);
      }),
    );
  });
});

describe('a supplier return', () => {
  const statuses = Object.keys(supplierReturnMoves) as SupplierReturnStatus[];

  it('goes where the table says, and names what is possible otherwise', () => {
    for (const from of statuses) {
      for (const to of statuses) {
        const move = () => requireSupplierReturnMove(from, to);
        if (supplierReturnMoves[from].includes(to)) expect(move).not.toThrow();
        else expect(move).toThrow(`A supplier return that is ${from} cannot become ${to}.`);
      }
    }
  });

  it('is never settled before its goods have left', () => {
    expect(statuses.filter((from) => supplierReturnMoves[from].includes('settled'))).toEqual(['dispatched']);
  });
});
