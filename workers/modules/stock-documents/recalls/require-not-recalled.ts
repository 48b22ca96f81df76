import { sql } from 'drizzle-orm';
import { recalls } from '#db/schema/stock-batches';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';

/** Throws `conflict` when one of these batches is under a recall and would come back into trade. */
export async function requireNotRecalled(
  { db }: Pick<Permitted, 'db'>,
  pieces: readonly { batchId: string }[],
  { toState }: { toState: string | null } = { toState: 'sellable' },
): Promise<void> {
  if (toState !== 'sellable') return;
  const ids = sql`${sql.param(pieces.map(({ batchId }) => batchId))}::uuid[]`;
  const [recall] = await db.query<{ id: string }>(
    sql`select id from ${recalls} where batch_ids && ${ids} and status <> 'lifted' limit 1`,
  );
  if (recall === undefined) return;
  throw new AppError('conflict', 'A batch of it is recalled: it comes back only when the recall is lifted.', {
    extensions: { recallId: recall.id },
  });
}
