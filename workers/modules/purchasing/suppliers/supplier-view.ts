import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { suppliers } from '#db/schema/suppliers';
import { isGstin } from '#modules/finance';
import { PersonName, Phone } from '#modules/orders';
import type { Permitted } from '#platform/context';
import { Days } from '../fields.ts';

const MAX_NAME_LENGTH = 160;
const MAX_EMAIL_LENGTH = 254;

export const SupplierName = z.string().trim().min(2).max(MAX_NAME_LENGTH);
export const Gstin = z
  .string()
  .trim()
  .toUpperCase()
  .refine(isGstin, 'Not a GSTIN: look at its fifteen characters again, the last one checks the others');
export const StateCode = z.string().regex(/^\d{2}$/, 'The two digits of a GST state code');
export const SupplierContact = z.strictObject({
  name: PersonName,
  email: z.string().trim().max(MAX_EMAIL_LENGTH).pipe(z.email()).nullable(),
  phone: Phone.nullable(),
});

export const SupplierView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    gstin: z.string().nullable(),
    stateCode: z.string().meta({ description: 'GST state that the goods come from' }),
    contact: z.object({ name: z.string(), email: z.string().nullable(), phone: z.string().nullable() }).nullable(),
    paymentTermsDays: Days,
    leadTimeDays: Days,
    returnWindowDays: Days.meta({ description: 'So many days after a receipt goods may go back; 0: never' }),
    status: z.enum(['active', 'blocked']),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Supplier' });
export type SupplierView = z.infer<typeof SupplierView>;

export interface SupplierRecord {
  id: string;
  name: string;
  gstin: string | null;
  state_code: string;
  contact: string | null;
  payment_terms_days: number;
  lead_time_days: number;
  return_window_days: number;
  status: SupplierView['status'];
  created_at: string;
}

export const selectSuppliers = (condition: SQL): SQL => sql`select id, name, gstin, state_code, contact,
  payment_terms_days, lead_time_days, return_window_days, status, created_at from ${suppliers} where ${condition}`;

export const sealContact = async (
  { personal }: Pick<Permitted, 'personal'>,
  contact: z.infer<typeof SupplierContact> | null,
): Promise<string | null> => (contact === null ? null : personal.seal('suppliers.contact', JSON.stringify(contact)));

export async function supplierView(
  { personal }: Pick<Permitted, 'personal'>,
  row: SupplierRecord,
): Promise<SupplierView> {
  return {
    id: row.id,
    name: row.name,
    gstin: row.gstin,
    stateCode: row.state_code,
    contact:
      row.contact === null
        ? null
        : (JSON.parse(await personal.open('suppliers.contact', row.contact)) as SupplierView['contact']),
    paymentTermsDays: row.payment_terms_days,
    leadTimeDays: row.lead_time_days,
    returnWindowDays: row.return_window_days,
    status: row.status,
    createdAt: new Date(row.created_at).toISOString(),
  };
}
