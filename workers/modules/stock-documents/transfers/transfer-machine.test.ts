import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transferStatuses } from '#db/schema/stock-documents';
import { nextTransferStatus, receivePiece, statesBefore, type TransferStep, underWay } from './transfer-machine.ts';

const steps: TransferStep[] = [
  'dispatch',
  'dispatch_booked',
  'dispatch_refused',
  'cancel',
  'receive_part',
  'receive_rest',
  'compensate',
  'return_booked',
  'return_refused',
];
const amount = fc.integer({ min: 0, max: 20 });
const receipts = fc.array(fc.record({ received: amount, damaged: amount, lost: amount }), { maxLength: 12 });

describe('the transfer machine', () => {
  it('goes from a draft over the road to its end', () => {
    expect(nextTransferStatus('draft', 'dispatch')).toBe('dispatching');
    expect(nextTransferStatus('dispatching', 'dispatch_booked')).toBe('dispatched');
    expect(nextTransferStatus('dispatched', 'receive_part')).toBe('partly_received');
    expect(nextTransferStatus('partly_received', 'receive_rest')).toBe('received');
    expect(nextTransferStatus('dispatched', 'compensate')).toBe('returning');
    expect(nextTransferStatus('returning', 'return_booked')).toBe('returned');
  });

  it('is a draft again when the shelf refuses, and can then be cancelled', () => {
    expect(nextTransferStatus('dispatching', 'dispatch_refused')).toBe('draft');
    expect(nextTransferStatus('draft', 'cancel')).toBe('cancelled');
  });

  it('does nothing more once it has ended', () => {
    for (const status of ['received', 'cancelled', 'returned'] as const) {
      expect(steps.map((step) => nextTransferStatus(status, step))).toEqual(steps.map(() => undefined));
    }
  });

  it('is never cancelled once goods are on the road, nor received before', () => {
    expect(statesBefore('cancel')).toEqual(['draft']);
    expect(statesBefore('receive_part')).toEqual(['dispatched', 'partly_received']);
    expect(statesBefore('compensate')).toEqual(['dispatching', 'dispatched', 'partly_received']);
  });

  it('reaches every state from a draft', () => {
    const reached = new Set<string>(['draft']);
    for (let round = 0; round < transferStatuses.length; round++) {
      for (const status of transferStatuses) {
        if (!reached.has(status)) continue;
        for (const step of steps) {
          const next = nextTransferStatus(status, step);
          if (next !== undefined) reached.add(next);
        }
      }
    }
    expect([...reached].toSorted()).toEqual([...transferStatuses].toSorted());
  });
});

describe('receivePiece', () => {
  it('makes and loses nothing: what is on record and what is under way are what was sent, after any receipts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), receipts, (quantity, list) => {
        let piece = { quantity, received: 0, damaged: 0, lost: 0, returned: 0 };
        for (const receipt of list) {
          const said = receipt.received + receipt.damaged + receipt.lost;
          const next = receivePiece(piece, receipt);
          expect(next === undefined).toBe(said > underWay(piece));
          if (next === undefined) continue;
          expect(underWay(next)).toBe(underWay(piece) - said);
          piece = next;
        }
        expect(piece.received + piece.damaged + piece.lost + underWay(piece)).toBe(quantity);
        expect(underWay(piece)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
