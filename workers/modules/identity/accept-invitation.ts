import { sql } from 'drizzle-orm';
import type { Statement } from '#db/client';
import { invitations } from '#db/schema/people';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { hashSecret } from '#platform/ids';
import { inviterIsActive } from './invitations/withdraw-invitations.ts';
import { type NewGrant, NewGrantSchema } from './new-grant.ts';
import type { PersonKind } from './person.ts';

/** What an invitation makes of whoever takes it. `grantedBy` is the inviter, as the audit names actors. */
export interface AcceptedInvitation {
  invitationId: string;
  kind: PersonKind;
  dealerId: string | null;
  grant: NewGrant;
  grantedBy: string;
}

interface InvitationRow {
  id: string;
  kind: PersonKind;
  dealer_id: string | null;
  grant: unknown;
  invited_by: string;
}

/**
 * Takes an invitation, exactly once, in one transaction with what it makes: `make` answers the statements of the account
 * and the person. Throws `expired` when it is used, withdrawn, too old, unknown or was sent to another address; then
 * nothing is written. Two round trips.
 */
export async function acceptInvitation(
  ctx: Pick<Permitted, 'db' | 'clock' | 'personal'>,
  { token, email, personId }: { token: string; email: string; personId: string },
  make: (accepted: AcceptedInvitation) => Promise<readonly Statement[]>,
): Promise<AcceptedInvitation> {
  const now = ctx.clock.now().toISOString();
  const isOpen = sql`token_hash = ${await hashSecret(token)} and email_index = ${await ctx.personal.indexOf('email', email)}
    and used_at is null and revoked_at is null and expires_at > ${now} and ${inviterIsActive}`;
  const [row] = await ctx.db.query<InvitationRow>(
    sql`select id, kind, dealer_id, "grant", invited_by from ${invitations} where ${isOpen}`,
  );
  if (row === undefined) throw notOpen();
  const accepted: AcceptedInvitation = {
    invitationId: row.id,
    kind: row.kind,
    dealerId: row.dealer_id,
    grant: NewGrantSchema.parse(row.grant),
    grantedBy: row.invited_by,
  };
  const made = await make(accepted);
  try {
    const take = sql`update ${invitations} set used_at = ${now}, used_by = ${personId} where ${isOpen}`;
    await ctx.db.batch([exactlyOne(take), ...made]);
  } catch (error) {
    if (wasRefused(error)) throw notOpen();
    throw error;
  }
  return accepted;
}

const notOpen = (): AppError =>
  new AppError('expired', 'This invitation was used or withdrawn, is too old, or was sent to another address.');
