import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { licences } from '#db/schema/people';
import type { Permitted } from '#platform/context';
import { licenceKinds } from './require-licences.ts';

export const holderKinds = ['store', 'dealer'] as const;

export const LicenceView = z
  .object({
    id: z.uuid(),
    holderKind: z.enum(holderKinds),
    holderId: z.uuid(),
    kind: z.enum(licenceKinds),
    number: z.string(),
    holderName: z.string().nullable().meta({ description: 'The pharmacist in charge' }),
    validFrom: z.iso.date(),
    validTo: z.iso.date().meta({ description: 'Its last day' }),
    recordedBy: z.string(),
    recordedAt: z.iso.datetime(),
    withdrawnAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Licence' });
export type LicenceView = z.infer<typeof LicenceView>;

export interface LicenceRecord {
  id: string;
  holder_kind: LicenceView['holderKind'];
  holder_id: string;
  kind: LicenceView['kind'];
  number: string;
  holder_name: string | null;
  valid_from: string;
  valid_to: string;
  recorded_by: string;
  recorded_at: string;
  withdrawn_at: string | null;
}

export const selectLicences = (condition: SQL): SQL => sql`select id, holder_kind, holder_id, kind, number, holder_name,
  valid_from, valid_to, recorded_by, recorded_at, withdrawn_at from ${licences} where ${condition}`;

/** The name of a pharmacist in charge hangs in the shop by law: whoever may read licences may read it. */
export async function licenceView({ personal }: Pick<Permitted, 'personal'>, row: LicenceRecord): Promise<LicenceView> {
  return {
    id: row.id,
    holderKind: row.holder_kind,
    holderId: row.holder_id,
    kind: row.kind,
    number: row.number,
    holderName: row.holder_name === null ? null : await personal.open('licences.holder_name', row.holder_name),
    validFrom: row.valid_from,
    validTo: row.valid_to,
    recordedBy: row.recorded_by,
    recordedAt: new Date(row.recorded_at).toISOString(),
    withdrawnAt: row.withdrawn_at === null ? null : new Date(row.withdrawn_at).toISOString(),
  };
}
