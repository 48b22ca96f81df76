import type { supplierReturnStatuses } from '#db/schema/purchasing';
import { AppError } from '#platform/errors';

export type SupplierReturnStatus = (typeof supplierReturnStatuses)[number];

/**
 * Where a return can go from each status. `dispatching` is the intention to take goods off the shelf, written before it
 * happens: it goes on to `dispatched`, or back to `draft` when the shelf does not have them.
 */
export const supplierReturnMoves: Readonly<Record<SupplierReturnStatus, readonly SupplierReturnStatus[]>> = {
  draft: ['dispatching', 'cancelled'],
  dispatching: ['dispatched', 'draft'],
  dispatched: ['settled'],
  settled: [],
  cancelled: [],
};

/** Throws `illegal_transition` with what is possible. */
export function requireSupplierReturnMove(from: SupplierReturnStatus, to: SupplierReturnStatus): void {
  if (supplierReturnMoves[from].includes(to)) return;
  throw new AppError('illegal_transition', `A supplier return that is ${from} cannot become ${to}.`, {
    extensions: { status: from, possible: supplierReturnMoves[from] },
  });
}
