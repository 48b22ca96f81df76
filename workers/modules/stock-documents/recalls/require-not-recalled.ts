import { type SQL, sql } from 'drizzle-orm';
import { recalls } from '#db/schema/stock-batches';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';

/** The recall, if there is one, that one of these batches is under. */
export const recallOf = (pieces: readonly { batchId: string }[]): SQL =>
  sql`select id from ${recalls} where status <> 'lifted'
    and batch_ids && ${sql.param(pieces.map(({ batchId }) => batchId))}::uuid[] limit 1`;

/** Throws `conflict` when one of these batches is under a recall and would come back into trade. */
export async function requireNotRecalled(
  { db }: Pick<Permitted, 'db'>,
  pieces: readonly { batchId: string }[],
  { toState }: { toState: string | null } = { toState: 'sellable' },
): Promise<void> {
  if (toState !== 'sellable') return;
  const [recall] = await db.query<{ id: string }>(recallOf(pieces));
  if (recall === undefined) return;
  throw new AppError('conflict', 'A batch of it is recalled: it comes back only when the recall is lifted.', {
    extensions: { recallId: recall.id },
  });
}
