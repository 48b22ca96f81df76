import { type SQL, sql } from 'drizzle-orm';
import { invitations } from '#db/schema/people';

/** Takes back what somebody has invited to who may no longer give it: a link in a mailbox must not outlive their rights. */
export const withdrawInvitationsOf = (
  personId: string,
  now: string,
): SQL => sql`update ${invitations} set revoked_at = ${now}
  where (invited_by = ${`person:${personId}`} or starts_with(invited_by, ${`person:${personId} by app:`}))
    and used_at is null and revoked_at is null`;
