import type { SQL } from 'drizzle-orm';
import { type SagaStatus, type SagaStep, saveSaga } from '#platform/sagas';
import type { OrderReturnRow } from '../fulfilment/standing-order.ts';

/** After so many failed tries of one step somebody should look; it goes on trying all the same. */
const STUCK_AFTER = 5;

function statusOf(row: OrderReturnRow): SagaStatus {
  if (row.status === 'completed') return 'completed';
  if (row.status === 'declined') return 'compensated';
  if (row.status === 'requested') return 'waiting';
  return row.failures >= STUCK_AFTER ? 'stuck' : 'running';
}

/** A return among the sagas, as its own row stands: written in the same transaction. */
export function showReturn(row: OrderReturnRow, now: Date): SQL {
  const isOver = row.status === 'completed' || row.status === 'declined';
  return saveSaga({
    id: row.id,
    kind: 'return',
    subject: row.orderId,
    storeId: row.storeId,
    status: statusOf(row),
    step: row.status === 'requested' ? 'receive' : row.step,
    failures: row.failures,
    lastError: row.lastError,
    steps: row.steps as SagaStep[],
    revision: row.revision,
    correlationId: row.correlationId,
    startedAt: row.requestedAt,
    updatedAt: now.toISOString(),
    endedAt: isOver ? now.toISOString() : null,
  });
}
