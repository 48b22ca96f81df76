import type { Permitted } from '#platform/context';
import { keyedId, requestHash } from '#platform/keyed-id';
import type { NewPosting } from '../posting/posting.ts';
import { storeFacts } from '../posting/stores.ts';
import { type AdjustmentLine, adjustmentChanges } from './adjustment-lines.ts';
import type { ReasonRow } from './approval.ts';

/** The one posting that an adjustment ever has. */
export async function adjustmentPosting(
  ctx: Permitted,
  adjustment: {
    id: string;
    storeId: string;
    lines: readonly AdjustmentLine[];
    reason: Pick<ReasonRow, 'code' | 'kind'>;
  },
): Promise<NewPosting> {
  const { id, storeId, lines, reason } = adjustment;
  const changes = adjustmentChanges(lines);
  return {
    id: await keyedId('adjust', id),
    fingerprint: await requestHash(lines),
    storeId,
    documentKind: 'adjustment',
    documentId: id,
    deed: 'adjust',
    facts: { reason: reason.code },
    calls: [
      {
        store: await storeFacts(ctx, storeId),
        document: { key: `${id}:adjust`, kind: reason.kind, reference: id, changes },
      },
    ],
  };
}
