import { sql } from 'drizzle-orm';
import type { Statement } from '#db/client';
import { oauthConsents } from '#db/schema/identity';
import type { Permission } from '#platform/access/permission-table';
import type { OwnSession } from '#platform/identity-door';
import type { IdentityContext } from '../identity-context.ts';
import { issueProof } from '../secrets/proofs.ts';
import { type AuthorizationRequest, answerAddress } from './authorization-request.ts';

/** What a code is bound to. `sessionId` is the session that it will open: a code that comes again ends that one. */
export interface CodeData extends Omit<AuthorizationRequest, 'state'> {
  sessionId: string;
}

/** A code for what the person allowed, and where it takes the browser. */
export async function draftCode(
  ctx: IdentityContext,
  { personId }: OwnSession,
  asked: AuthorizationRequest,
): Promise<{ statements: Statement[]; redirectTo: string }> {
  const { state: _, ...bound } = asked;
  const data: CodeData = { ...bound, sessionId: ctx.ids.next() };
  const proof = await issueProof(ctx, { purpose: 'app_code', personId, emailIndex: null, data });
  return { statements: proof.statements, redirectTo: answerAddress(ctx, asked, { code: proof.secret }) };
}

/** What a person lets an app do now; none when they never did or took it back. */
export async function consentedTo(ctx: IdentityContext, personId: string, clientId: string): Promise<Permission[]> {
  const [row] = await ctx.db.query<{ permissions: Permission[] }>(sql`select permissions from ${oauthConsents}
    where person_id = ${personId} and client_id = ${clientId} and revoked_at is null`);
  return row?.permissions ?? [];
}
