import * as z from 'zod';
import { allows } from '#platform/access/require-permission';
import type { Permitted } from '#platform/context';
import { maskEmail } from '#platform/mask';
import { instantOf, instantOrNull } from '../instant-of.ts';
import { NewGrantSchema } from '../new-grant.ts';
import { type PersonKind, personKinds } from '../person.ts';

export const InvitationView = z
  .object({
    id: z.uuid(),
    /** Masked for whoever may not read contacts and has not written it. */
    email: z.string(),
    kind: z.enum(personKinds),
    dealerId: z.uuid().nullable(),
    grant: NewGrantSchema,
    invitedBy: z.string(),
    invitedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    status: z.enum(['open', 'used', 'revoked', 'expired']),
    usedAt: z.iso.datetime().nullable(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Invitation' });
export type InvitationView = z.infer<typeof InvitationView>;

export interface InvitationRecord {
  id: string;
  email: string;
  kind: PersonKind;
  dealer_id: string | null;
  grant: unknown;
  invited_by: string;
  invited_at: string;
  expires_at: string;
  used_at: string | null;
  revoked_at: string | null;
}

export async function invitationView(ctx: Permitted, row: InvitationRecord): Promise<InvitationView> {
  const now = ctx.clock.now();
  const email = await ctx.personal.open('invitations.email', row.email);
  return {
    id: row.id,
    email: allows(ctx.actor, 'people.read_contact', now.getTime()) ? email : maskEmail(email),
    kind: row.kind,
    dealerId: row.dealer_id,
    grant: NewGrantSchema.parse(row.grant),
    invitedBy: row.invited_by,
    invitedAt: instantOf(row.invited_at),
    expiresAt: instantOf(row.expires_at),
    status: statusOf(row, now),
    usedAt: instantOrNull(row.used_at),
    revokedAt: instantOrNull(row.revoked_at),
  };
}

function statusOf(row: InvitationRecord, now: Date): InvitationView['status'] {
  if (row.used_at !== null) return 'used';
  if (row.revoked_at !== null) return 'revoked';
  return Date.parse(row.expires_at) <= now.getTime() ? 'expired' : 'open';
}
