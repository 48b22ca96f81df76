import { type SQL, sql } from 'drizzle-orm';
import { apiKeys, invitations } from '#db/schema/people';

/**
 * Takes back what people have invited to, by themselves, by an app or by a key, who may no longer give it: a link in a mailbox
 * must not outlive their rights.
 */
export function withdrawInvitationsOf(personIds: readonly string[], now: string): SQL {
  const ids = sql`(select jsonb_array_elements_text(${JSON.stringify(personIds)}::jsonb))`;
  return sql`update ${invitations} set revoked_at = ${now} where used_at is null and revoked_at is null
    and split_part(invited_by, ' ', 1) in (select 'person:' || person_id from ${ids} as inviter(person_id)
      union all select 'key:' || k.id from ${apiKeys} k where k.owner_id::text in ${ids})`;
}

/** On `invitations`: whoever sent it is not suspended and not erased. */
export const inviterIsActive: SQL = sql`not exists (select from people inviter where inviter.status <> 'active' and (
    split_part(invited_by, ' ', 1) = 'person:' || inviter.id
    or invited_by in (select 'key:' || k.id from ${apiKeys} k where k.owner_id = inviter.id)))`;
