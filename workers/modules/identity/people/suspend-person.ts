import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { people } from '#db/schema/people';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { refuseOwnGrants } from '../grants/give-grant.ts';
import { InForceEverywhere } from '../grants/in-force-everywhere.ts';
import { keepAnOwner } from '../grants/last-owner.ts';
import { withdrawInvitationsOf } from '../invitations/withdraw-invitations.ts';
import { endEverySession } from './end-sessions.ts';
import { findPerson } from './get-person.ts';
import { type PersonRecord, PersonView, personView } from './person-view.ts';
import { refuseHigherRank } from './refuse-higher-rank.ts';

const MAX_REASON_LENGTH = 500;

export const SuspendBody = z.strictObject({ reason: z.string().trim().min(1).max(MAX_REASON_LENGTH) });
const SuspendSchema = SuspendBody.extend({ personId: z.uuid() });

export const ChangedPersonView = PersonView.extend({
  inForceEverywhere: InForceEverywhere,
}).meta({ id: 'ChangedPerson' });
export type ChangedPersonView = z.infer<typeof ChangedPersonView>;

type Suspend = z.input<typeof SuspendSchema>;

/**
 * Shuts somebody out: no sign-in, no session, no key works any more. Throws `not_found`, `forbidden` for oneself and for
 * somebody whose rights go beyond one's own, `conflict` for whoever is not active and for the last owner.
 */
export async function suspendPerson(ctx: Context, input: Suspend): Promise<ChangedPersonView> {
  requirePermission(ctx, 'people.suspend');
  const { personId, reason } = parseInput(SuspendSchema, input);
  refuseOwnGrants(ctx, personId);
  const person = await findLesser(ctx, personId);
  await setStatus(ctx, person, { from: 'active', to: 'suspended', action: 'people.suspend', reason });
  const inForceEverywhere = await endEverySession(ctx, personId);
  return { ...(await personView(ctx, { ...person, status: 'suspended' })), inForceEverywhere };
}

/** Lets somebody in again who was suspended. Throws as `suspendPerson` does. */
export async function restorePerson(ctx: Context, input: Suspend): Promise<ChangedPersonView> {
  requirePermission(ctx, 'people.suspend');
  const { personId, reason } = parseInput(SuspendSchema, input);
  refuseOwnGrants(ctx, personId);
  const person = await findLesser(ctx, personId);
  await setStatus(ctx, person, { from: 'suspended', to: 'active', action: 'people.restore', reason });
  return { ...(await personView(ctx, { ...person, status: 'active' })), inForceEverywhere: true };
}

async function findLesser(ctx: Permitted, personId: string): Promise<PersonRecord> {
  const person = await findPerson(ctx, personId, 'people.suspend');
  await refuseHigherRank(ctx, personId);
  return person;
}

interface StatusChange {
  from: 'active' | 'suspended';
  to: 'active' | 'suspended';
  action: 'people.suspend' | 'people.restore';
  reason: string;
}

async function setStatus(
  ctx: Permitted,
  { id }: PersonRecord,
  { from, to, action, reason }: StatusChange,
): Promise<void> {
  const audit = auditFact(ctx, { action, subject: id, reason, before: { status: from }, after: { status: to } });
  try {
    await ctx.db.batch([
      exactlyOne(sql`update ${people} set status = ${to} where id = ${id} and status = ${from}`),
      ...writeFacts([audit]),
      withdrawInvitationsOf([id], ctx.clock.now().toISOString()),
      ...keepAnOwner(),
    ]);
  } catch (error) {
    if (wasRefused(error)) throw new AppError('conflict', `The account is not ${from}, or it is the last owner’s.`);
    throw error;
  }
}
