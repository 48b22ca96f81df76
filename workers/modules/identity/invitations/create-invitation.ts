import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { dealers, invitations, people } from '#db/schema/people';
import { mailQueuedFact, messageFact } from '#modules/campaigns';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { fact, writeFacts } from '#platform/facts';
import { hurryEvents } from '#platform/hurry-events';
import { hashSecret, newSecret } from '#platform/ids';
import { invalidInput, parseInput } from '#platform/parse-input';
import { EmailAddress, Language } from '../contact.ts';
import { givenOf } from '../grants/give-grant.ts';
import { hasOwner } from '../grants/last-owner.ts';
import { asksForSecondFactor, requireMayGive } from '../grants/may-give.ts';
import { grantOfKind, isGrantOfKind, type NewGrant, NewGrantSchema } from '../new-grant.ts';
import { personKinds } from '../person.ts';
import { invitationLetter } from './invitation-letter.ts';
import type { InvitationView } from './invitation-view.ts';

const USUAL_DAYS = 7;
/** A link that lies in a mailbox longer is found by somebody else. */
const MAX_DAYS = 30;
const DAY_MS = 86_400_000;

export const CreateInvitationBody = z.strictObject({
  email: EmailAddress,
  kind: z.enum(personKinds),
  language: Language.default('en'),
  dealerId: z.uuid().optional().meta({ description: 'The firm that a dealer orders for' }),
  grant: NewGrantSchema.optional().meta({ description: 'What the account may do besides what is its own' }),
  expiresInDays: z.int().min(1).max(MAX_DAYS).default(USUAL_DAYS),
});
type Invited = z.output<typeof CreateInvitationBody>;

/**
 * Invites somebody to an account. The secret goes to the address and nowhere else, so that nobody accepts in their place.
 * Throws `forbidden` for rights beyond one's own and for dealers and partners of a store, `second_factor_required` for rights that ask for one, `conflict` for an
 * address that has an account.
 */
export async function createInvitation(
  ctx: Context,
  input: z.input<typeof CreateInvitationBody>,
): Promise<InvitationView> {
  requirePermission(ctx, 'people.invite');
  const invited = parseInput(CreateInvitationBody, input);
  if ((invited.kind === 'dealer') !== (invited.dealerId !== undefined)) {
    throw invalidInput([{ path: 'dealerId', message: 'Belongs to an invitation of a dealer, and to no other' }]);
  }
  // What these kinds may do by themselves goes beyond what a store decides.
  if (invited.kind === 'dealer') requirePermission(ctx, 'dealers.write');
  if (invited.kind === 'partner') requirePermission(ctx, 'apps.manage');
  const grant = invited.grant ?? grantOfKind(invited.kind);
  if (!isGrantOfKind(grant, invited.kind)) await requireMayInviteWith(ctx, invited, grant);
  await refuseKnown(ctx, invited);
  return write(ctx, invited, grant);
}

async function requireMayInviteWith(ctx: Permitted, { kind }: Invited, grant: NewGrant): Promise<void> {
  if (kind !== 'staff')
    throw invalidInput([{ path: 'grant', message: 'Is for staff; the others get what is their own' }]);
  const given = await givenOf(ctx, grant);
  if (await isFirstOwner(ctx, grant)) return;
  if (given.permissions.some(asksForSecondFactor)) requirePermission(ctx, 'roles.write');
  requireMayGive(ctx.actor, given, ctx.clock.now().getTime());
}

/** A company without an owner gets its first one by the operator's key: who else could? */
async function isFirstOwner(ctx: Permitted, { role, scope }: NewGrant): Promise<boolean> {
  if (ctx.actor.kind !== 'operator' || role !== 'owner' || scope !== 'all') return false;
  const [row] = await ctx.db.query<{ has_owner: boolean }>(sql`select ${hasOwner} as has_owner`);
  return row?.has_owner === false;
}

async function refuseKnown(ctx: Permitted, { email, dealerId }: Invited): Promise<void> {
  const [row] = await ctx.db.query<{ is_known: boolean; has_dealer: boolean }>(sql`select
    exists (select 1 from ${people} where email_index = ${await ctx.personal.indexOf('email', email)}) as is_known,
    exists (select 1 from ${dealers} where id = ${dealerId ?? null}::uuid) as has_dealer`);
  if (row?.is_known) throw new AppError('conflict', 'This address has an account already: give it a role there.');
  if (dealerId !== undefined && !row?.has_dealer) {
    throw invalidInput([{ path: 'dealerId', message: 'There is no such dealer' }]);
  }
}

async function write(ctx: Permitted, invited: Invited, grant: NewGrant): Promise<InvitationView> {
  const { email, kind, language, dealerId = null, expiresInDays } = invited;
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + expiresInDays * DAY_MS);
  const token = newSecret('inv');
  const id = ctx.ids.next();
  const invitedBy = describeActor(ctx.actor);
  const [sealedEmail, emailIndex, tokenHash, letter] = await Promise.all([
    ctx.personal.seal('invitations.email', email),
    ctx.personal.indexOf('email', email),
    hashSecret(token),
    messageFact(ctx, {
      purpose: 'invitation',
      subjectId: id,
      recipient: email,
      language,
      content: invitationLetter({ token, language, expiresAt }, ctx.shop),
    }),
  ]);
  const row = fact(invitations, {
    id,
    tokenHash,
    email: sealedEmail,
    emailIndex,
    kind,
    dealerId,
    grant,
    invitedBy,
    invitedAt: now.toISOString(),
    expiresAt: expiresAt.toISOString(),
    usedAt: null,
    usedBy: null,
    revokedAt: null,
  });
  const after = { kind, dealerId, grant, email, expiresAt: expiresAt.toISOString() };
  const audit = auditFact(ctx, { action: 'invitations.create', subject: id, after });
  await ctx.db.batch(writeFacts([row, letter, mailQueuedFact(ctx, letter), audit]));
  await hurryEvents(ctx);
  return {
    id,
    email,
    kind,
    dealerId,
    grant,
    invitedBy,
    invitedAt: now.toISOString(),
    expiresAt: expiresAt.toISOString(),
    status: 'open',
    usedAt: null,
    revokedAt: null,
  };
}
