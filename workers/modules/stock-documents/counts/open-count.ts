import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import { stockCounts } from '#db/schema/stock-documents';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { demand, wasRefused } from '#platform/exactly-one';
import { fact, writeFacts } from '#platform/facts';
import { keyedId, requestHash } from '#platform/keyed-id';
import { parseInput } from '#platform/parse-input';
import { storeFacts } from '../posting/stores.ts';
import { type CountView, OpenCountSchema } from './count-schemas.ts';
import { countView, readCount } from './read-count.ts';

/** Begins a blind count of some variants or of a whole store. The same key gives the same count. */
export async function openCount(ctx: Context, input: z.input<typeof OpenCountSchema>): Promise<CountView> {
  const wanted = parseInput(OpenCountSchema, input);
  const { storeId, variantIds, note, key } = wanted;
  requirePermission(ctx, 'inventory.count', { storeId });
  await storeFacts(ctx, storeId);
  const id = await keyedId('count', storeId, key);
  const fingerprint = await requestHash(wanted);
  const count = fact(stockCounts, {
    id,
    storeId,
    status: 'open',
    variantIds,
    note,
    fingerprint,
    round: 1,
    valuePaise: null,
    openedBy: describeActor(ctx.actor),
    openedAt: ctx.clock.now().toISOString(),
    submittedAt: null,
    approvedBy: null,
    closedAt: null,
  });
  const audit = auditFact(ctx, {
    action: 'inventory.count.open',
    subject: id,
    storeId,
    facts: { variants: variantIds?.length ?? 'all' },
  });
  try {
    await ctx.db.batch([
      ...writeFacts([count, audit]),
      demand(sql`exists (select 1 from ${stockCounts} where id = ${id} and fingerprint = ${fingerprint})`),
    ]);
  } catch (error) {
    if (!wasRefused(error)) throw error;
    throw new AppError('idempotency_mismatch', 'Another count was opened under this key.');
  }
  return countView(await readCount(ctx, id));
}
