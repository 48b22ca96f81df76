import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { suppliers } from '#db/schema/suppliers';
import { stateOfGstin } from '#modules/finance';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { Days } from '../fields.ts';
import {
  Gstin,
  SupplierContact,
  SupplierName,
  type SupplierRecord,
  type SupplierView,
  sealContact,
  selectSuppliers,
  supplierView,
} from './supplier-view.ts';

export const ChangeSupplierBody = z.strictObject({
  name: SupplierName.optional(),
  gstin: Gstin.optional(),
  contact: SupplierContact.nullable().optional(),
  paymentTermsDays: Days.optional(),
  leadTimeDays: Days.optional(),
  returnWindowDays: Days.optional(),
  status: z
    .enum(['active', 'blocked'])
    .optional()
    .meta({ description: 'From a blocked one nothing more is ordered; what is on its way may still come' }),
});
const ChangeSupplierSchema = ChangeSupplierBody.extend({ supplierId: z.uuid() });

/** Changes what is named; the rest stays, also when somebody else changes another field meanwhile. Throws `not_found`. */
export async function changeSupplier(ctx: Context, input: z.input<typeof ChangeSupplierSchema>): Promise<SupplierView> {
  requirePermission(ctx, 'suppliers.write');
  const { supplierId, contact, ...wanted } = parseInput(ChangeSupplierSchema, input);
  const select = selectSuppliers(sql`id = ${supplierId}`);
  const [row] = await ctx.db.query<SupplierRecord>(select);
  if (row === undefined) throw new AppError('not_found', 'There is no such supplier.');
  const before = await supplierView(ctx, row);
  const { contact: _sealed, name, ...rest } = before;
  const { name: newName, ...changed } = wanted;
  const audit = auditFact(ctx, {
    action: 'suppliers.change',
    subject: supplierId,
    before: { firm: name, ...rest },
    after: { firm: newName ?? name, ...rest, ...changed },
    facts: { changesContact: contact !== undefined },
  });
  const stateCode = wanted.gstin === undefined ? null : stateOfGstin(wanted.gstin);
  const sealed = contact === undefined ? null : await sealContact(ctx, contact);
  const [, [after] = []] = await ctx.db.batch<SupplierRecord>([
    sql`update ${suppliers} set name = coalesce(${wanted.name ?? null}, name),
      gstin = coalesce(${wanted.gstin ?? null}, gstin), state_code = coalesce(${stateCode}, state_code),
      payment_terms_days = coalesce(${wanted.paymentTermsDays ?? null}::int, payment_terms_days),
      lead_time_days = coalesce(${wanted.leadTimeDays ?? null}::int, lead_time_days),
      return_window_days = coalesce(${wanted.returnWindowDays ?? null}::int, return_window_days),
      status = coalesce(${wanted.status ?? null}, status),
      contact = case when ${contact !== undefined}::boolean then ${sealed} else contact end
      where id = ${supplierId}`,
    select,
    ...writeFacts([audit]),
  ]);
  return supplierView(ctx, after ?? row);
}
