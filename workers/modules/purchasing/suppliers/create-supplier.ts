import * as z from 'zod';
import { suppliers } from '#db/schema/suppliers';
import { stateOfGstin } from '#modules/finance';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { fact, writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { Days } from '../fields.ts';
import { Gstin, StateCode, SupplierContact, SupplierName, type SupplierView, sealContact } from './supplier-view.ts';

export const CreateSupplierBody = z
  .strictObject({
    name: SupplierName,
    gstin: Gstin.nullable().default(null),
    stateCode: StateCode.optional().meta({ description: 'Follows from the GSTIN where there is one' }),
    contact: SupplierContact.nullable().default(null),
    paymentTermsDays: Days.default(0),
    leadTimeDays: Days.default(7),
    returnWindowDays: Days.default(0),
  })
  .refine(({ gstin, stateCode }) => gstin !== null || stateCode !== undefined, {
    path: ['stateCode'],
    message: 'Name the state of a supplier without a GSTIN',
  })
  .refine(({ gstin, stateCode }) => gstin === null || (stateCode ?? gstin.slice(0, 2)) === gstin.slice(0, 2), {
    path: ['stateCode'],
    message: 'Is not the state of the GSTIN',
  });

/** Enters a supplier from whom goods can be ordered at once. */
export async function createSupplier(ctx: Context, input: z.input<typeof CreateSupplierBody>): Promise<SupplierView> {
  requirePermission(ctx, 'suppliers.write');
  const { contact, stateCode, ...wanted } = parseInput(CreateSupplierBody, input);
  const supplier: SupplierView = {
    ...wanted,
    id: ctx.ids.next(),
    stateCode: wanted.gstin === null ? (stateCode ?? '') : stateOfGstin(wanted.gstin),
    contact,
    status: 'active',
    createdAt: ctx.clock.now().toISOString(),
  };
  const { contact: _sealed, name, ...after } = supplier;
  await ctx.db.batch(
    writeFacts([
      fact(suppliers, { ...supplier, contact: await sealContact(ctx, contact) }),
      auditFact(ctx, { action: 'suppliers.create', subject: supplier.id, after: { firm: name, ...after } }),
    ]),
  );
  return supplier;
}
