import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { stores } from '#db/schema/inventory';
import { dealers, licences } from '#db/schema/people';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { fact, writeFacts } from '#platform/facts';
import { invalidInput, parseInput } from '#platform/parse-input';
import { holderKinds, type LicenceView } from './licence-view.ts';
import { licenceKinds } from './require-licences.ts';

const MAX_NUMBER_LENGTH = 60;
const MAX_NAME_LENGTH = 120;

export const RecordLicenceBody = z
  .strictObject({
    holderKind: z.enum(holderKinds),
    holderId: z.uuid(),
    kind: z.enum(licenceKinds),
    number: z.string().trim().min(1).max(MAX_NUMBER_LENGTH),
    holderName: z.string().trim().min(2).max(MAX_NAME_LENGTH).nullable().default(null),
    validFrom: z.iso.date(),
    validTo: z.iso.date().meta({ description: 'Its last day' }),
  })
  .refine(({ validFrom, validTo }) => validFrom <= validTo, { path: ['validTo'], message: 'Lies before the first day' })
  .refine(({ kind, holderName }) => (kind === 'pharmacist') === (holderName !== null), {
    path: ['holderName'],
    message: 'Name the pharmacist in charge, and nobody for a form',
  })
  .refine(({ kind, holderKind }) => kind !== 'pharmacist' || holderKind === 'store', {
    path: ['kind'],
    message: 'A pharmacist in charge is recorded for a store',
  });
export type RecordLicence = z.input<typeof RecordLicenceBody>;

/**
 * Records a licence that somebody has seen; a renewal is one more. Once prices are read again, within ten minutes, the store
 * bills by it. Throws `invalid_input` for a holder who does not exist.
 */
export async function recordLicence(ctx: Context, input: RecordLicence): Promise<LicenceView> {
  requirePermission(ctx, 'licences.write');
  const wanted = parseInput(RecordLicenceBody, input);
  const { holderKind, holderId, kind, number, holderName, validFrom, validTo } = wanted;
  if (holderKind === 'store') requirePermission(ctx, 'licences.write', { storeId: holderId });
  else requirePermission(ctx, 'dealers.write');
  const table = holderKind === 'store' ? stores : dealers;
  const [holder] = await ctx.db.query(sql`select 1 from ${table} where id = ${holderId}`);
  if (holder === undefined) throw invalidInput([{ path: 'holderId', message: `There is no such ${holderKind}` }]);

  const id = ctx.ids.next();
  const recordedBy = describeActor(ctx.actor);
  const recordedAt = ctx.clock.now().toISOString();
  const sealedName = holderName === null ? null : await ctx.personal.seal('licences.holder_name', holderName);
  const row = { id, holderKind, holderId, kind, number, validFrom, validTo, recordedBy, recordedAt, withdrawnAt: null };
  const audit = auditFact(ctx, {
    action: 'licences.record',
    subject: holderId,
    storeId: holderKind === 'store' ? holderId : null,
    after: { id, kind, number, validFrom, validTo, holderName },
  });
  await ctx.db.batch(writeFacts([fact(licences, { ...row, holderName: sealedName }), audit]));
  return { ...row, holderName };
}
