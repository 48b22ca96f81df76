import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { licences } from '#db/schema/people';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { type LicenceRecord, type LicenceView, licenceView, selectLicences } from './licence-view.ts';

const WithdrawLicenceSchema = z.strictObject({ licenceId: z.uuid() });

/**
 * Ends a licence before its last day: it was cancelled, or recorded by mistake. Carts that are quoted already may still be
 * billed for ten minutes. Throws `not_found`, and `conflict` for one that is withdrawn already.
 */
export async function withdrawLicence(
  ctx: Context,
  input: z.input<typeof WithdrawLicenceSchema>,
): Promise<LicenceView> {
  requirePermission(ctx, 'licences.write');
  const { licenceId } = parseInput(WithdrawLicenceSchema, input);
  const [row] = await ctx.db.query<LicenceRecord>(selectLicences(sql`id = ${licenceId}`));
  if (row === undefined) throw new AppError('not_found', 'There is no such licence.');
  const isOfStore = row.holder_kind === 'store';
  if (isOfStore) requirePermission(ctx, 'licences.write', { storeId: row.holder_id });
  else requirePermission(ctx, 'dealers.write');
  const withdrawnAt = ctx.clock.now().toISOString();
  const audit = auditFact(ctx, {
    action: 'licences.withdraw',
    subject: row.holder_id,
    storeId: isOfStore ? row.holder_id : null,
    before: { id: row.id, kind: row.kind, number: row.number, validFrom: row.valid_from, validTo: row.valid_to },
    after: { id: row.id, withdrawnAt },
  });
  try {
    await ctx.db.batch([
      exactlyOne(
        sql`update ${licences} set withdrawn_at = ${withdrawnAt} where id = ${licenceId} and withdrawn_at is null`,
      ),
      ...writeFacts([audit]),
    ]);
  } catch (error) {
    if (wasRefused(error)) throw new AppError('conflict', 'It is withdrawn already.');
    throw error;
  }
  return { ...(await licenceView(ctx, row)), withdrawnAt };
}
