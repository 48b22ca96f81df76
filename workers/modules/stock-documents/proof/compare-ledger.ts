import { type BatchStanding, type RecordedMovement, type StockState, stockStates } from '#platform/stock-room-door';

/** What the movement ledger sums up to, of one batch in one state. */
export interface LedgerSum {
  batchId: string;
  state: StockState;
  quantity: number;
}

export interface LedgerDifference {
  batchId: string;
  state: StockState;
  /** In the store's object, and in the ledger together with what is on its way there. */
  standing: number;
  ledger: number;
}

const keyOf = (batchId: string, state: string): string => `${batchId} ${state}`;

/**
 * Where a store's object and the ledger say different things. Movements that the object has made and not yet reported count
 * as written: only what is lost or wrong is a difference.
 */
export function ledgerDifferences(
  standings: readonly Pick<BatchStanding, 'batchId' | 'quantities'>[],
  sums: readonly LedgerSum[],
  underWay: readonly Pick<RecordedMovement, 'batchId' | 'state' | 'quantity'>[],
): LedgerDifference[] {
  const ledger = new Map<string, number>();
  for (const { batchId, state, quantity } of [...sums, ...underWay]) {
    const key = keyOf(batchId, state);
    ledger.set(key, (ledger.get(key) ?? 0) + quantity);
  }
  const byBatch = new Map(standings.map(({ batchId, quantities }) => [batchId, quantities]));
  for (const { batchId } of [...sums, ...underWay]) if (!byBatch.has(batchId)) byBatch.set(batchId, nothing);
  return [...byBatch].flatMap(([batchId, quantities]) =>
    stockStates
      .map((state) => ({
        batchId,
        state,
        standing: quantities[state],
        ledger: ledger.get(keyOf(batchId, state)) ?? 0,
      }))
      .filter((line) => line.standing !== line.ledger),
  );
}

const nothing: BatchStanding['quantities'] = { sellable: 0, in_transit: 0, quarantined: 0, damaged: 0, expired: 0 };
