import { type SQL, sql } from 'drizzle-orm';
import type * as z from 'zod';
import { prescriptions } from '#db/schema/prescriptions';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { ownPrescription, recordsOfStore, Tokens } from './own-place.ts';
import { type PrescriptionView, prescriptionView } from './prescription-view.ts';
import { PrescriptionId } from './read-prescription.ts';
import { fileKey } from './sealed-file.ts';

const OwnPrescription = PrescriptionId.extend(Tokens.shape);

/** Without its secret a file opens no more, wherever it or a copy of it lies; the sweep then takes it out of the store too. */
const erase = (condition: SQL, at: string): SQL => sql`update ${prescriptions} set file_secret = null, person_id = null,
  erased_at = ${at}::timestamptz where erased_at is null and (${condition})`;

/** What erasing a person does with prescriptions: their own, and those that came with their orders. */
export const erasePrescriptionsOf = (personId: string, at: string): SQL =>
  erase(
    sql`person_id = ${personId}::uuid or order_id in (select o.id from orders o where o.person_id = ${personId}::uuid)
      or cart_id in (select d.cart_id from order_deliveries d join orders o on o.id = d.order_id
        where o.person_id = ${personId}::uuid)`,
    at,
  );

/** A buyer takes a prescription back: the record that there was one stays. Asking twice changes nothing. */
export async function erasePrescription(
  ctx: Context,
  input: z.input<typeof OwnPrescription>,
): Promise<PrescriptionView> {
  requirePermission(ctx, 'orders.change.own');
  const { prescriptionId, ...tokens } = parseInput(OwnPrescription, input);
  const row = await ownPrescription(ctx, prescriptionId, tokens);
  if (row.erasedAt !== null) return prescriptionView(row);
  const at = ctx.clock.now().toISOString();
  const audit = auditFact(ctx, { action: 'prescriptions.erase', subject: row.id, storeId: row.storeId });
  await recordsOfStore(ctx, row.storeId).batch([erase(sql`id = ${row.id}::uuid`, at), ...writeFacts([audit])]);
  await ctx.files.delete(fileKey(row.id));
  return prescriptionView({ ...row, erasedAt: at });
}

/** Far more than become due in a minute. */
const MAX_FILES_PER_SWEEP = 100;
const MAX_ROWS_PER_SWEEP = 500;

/** Erases what was kept long enough, and takes files out of the store whose secret is gone. Bears repeating. */
export async function sweepPrescriptions(ctx: Permitted, untilMs: number): Promise<void> {
  const at = ctx.clock.now().toISOString();
  await ctx.db.query(
    erase(
      sql`id in (select id from ${prescriptions} where erased_at is null and keep_until <= ${at}::timestamptz
        order by keep_until limit ${MAX_ROWS_PER_SWEEP})`,
      at,
    ),
  );
  const due = await ctx.db.query<{ id: string }>(sql`select id from ${prescriptions}
    where erased_at is not null and file_deleted_at is null order by erased_at limit ${MAX_FILES_PER_SWEEP}`);
  for (const { id } of due) {
    if (ctx.clock.now().getTime() >= untilMs) return;
    await ctx.files.delete(fileKey(id));
    await ctx.db.query(sql`update ${prescriptions} set file_deleted_at = ${at}::timestamptz where id = ${id}::uuid`);
  }
}
