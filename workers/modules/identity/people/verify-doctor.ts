import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { people } from '#db/schema/people';
import { personOf } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { type PersonRecord, type PersonView, personView, selectPeople } from './person-view.ts';

const MAX_NUMBER_LENGTH = 40;
const MAX_COUNCIL_LENGTH = 120;

export const VerifyDoctorBody = z.strictObject({
  registrationNumber: z.string().trim().min(1).max(MAX_NUMBER_LENGTH),
  council: z
    .string()
    .trim()
    .min(2)
    .max(MAX_COUNCIL_LENGTH)
    .meta({ description: 'The council whose register has the number' }),
});
const VerifyDoctorSchema = VerifyDoctorBody.extend({ personId: z.uuid() });

/**
 * Records that somebody of the staff has found a doctor in the council's register, under which number, and who it was. Throws
 * `not_found`, and `conflict` for somebody who is no doctor with an active account.
 */
export async function verifyDoctor(ctx: Context, input: z.input<typeof VerifyDoctorSchema>): Promise<PersonView> {
  requirePermission(ctx, 'people.verify');
  const { personId, registrationNumber, council } = parseInput(VerifyDoctorSchema, input);
  const verifiedBy = personOf(ctx.actor);
  if (verifiedBy === personId) throw new AppError('forbidden', 'Nobody verifies themselves.');
  const [before] = await ctx.db.query<{ registration_number: string | null; registration_council: string | null }>(
    sql`select registration_number, registration_council from ${people} where id = ${personId}`,
  );
  if (before === undefined) throw new AppError('not_found', 'There is no such person.');
  const audit = auditFact(ctx, {
    action: 'people.verify',
    subject: personId,
    before: { registrationNumber: before.registration_number, council: before.registration_council },
    after: { registrationNumber, council },
  });
  const now = ctx.clock.now().toISOString();
  try {
    const written = await ctx.db.batch<PersonRecord>([
      exactlyOne(sql`update ${people} set registration_number = ${registrationNumber}, registration_council = ${council},
          verified_at = ${now}, verified_by = ${verifiedBy}::uuid
        where id = ${personId} and kind = 'doctor' and status = 'active'`),
      ...writeFacts([audit]),
      selectPeople(ctx, sql`p.id = ${personId}`),
    ]);
    const [row] = written.at(-1) ?? [];
    if (row === undefined) throw new Error('The doctor who was just verified is not there');
    return await personView(ctx, row);
  } catch (error) {
    if (wasRefused(error)) throw new AppError('conflict', 'This is not the active account of a doctor.');
    throw error;
  }
}
