import * as z from 'zod';
import { instantOf } from '../instant-of.ts';

const MAX_NAME_LENGTH = 160;

export const DealerName = z.string().trim().min(2).max(MAX_NAME_LENGTH);
/** State, PAN, entity, Z and a check character: CGST Rules, rule 10. */
export const Gstin = z.string().regex(/^\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]$/, 'Not the form of a GSTIN');
export const dealerStatuses = ['pending', 'active', 'suspended'] as const;

export const DealerView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    gstin: z.string().nullable(),
    status: z.enum(dealerStatuses),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Dealer' });
export type DealerView = z.infer<typeof DealerView>;

export interface DealerRecord {
  id: string;
  name: string;
  gstin: string | null;
  status: DealerView['status'];
  created_at: string;
}

export const dealerView = ({ created_at, ...row }: DealerRecord): DealerView => ({
  ...row,
  createdAt: instantOf(created_at),
});
