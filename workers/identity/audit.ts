import type { SQL } from 'drizzle-orm';
import { auditFact } from '#platform/audit';
import { writeFacts } from '#platform/facts';
import type { IdentityContext } from './identity-context.ts';

/** What is recorded of accounts. Never an address, a name or a secret. */
export type AccountAction =
  | 'identity.signed_up'
  | 'identity.signed_in'
  | 'identity.sign_in_failed'
  | 'identity.second_factor_failed'
  | 'identity.stepped_up'
  | 'identity.session_ended'
  | 'identity.refresh_reused'
  | 'identity.password_changed'
  | 'identity.password_reset'
  | 'identity.second_factor_added'
  | 'identity.second_factor_removed'
  | 'identity.recovery_codes_renewed'
  | 'identity.passkey_added'
  | 'identity.passkey_removed'
  | 'identity.app_registered'
  | 'identity.app_changed'
  | 'identity.app_removed'
  | 'identity.app_secret_rotated'
  | 'identity.app_let_in'
  | 'identity.app_shut_out'
  | 'identity.app_code_reused'
  | 'identity.outside_linked'
  | 'identity.outside_unlinked';

/** The audit row of something that an account's own person did. */
export function auditOfPerson(
  ctx: IdentityContext,
  who: { personId: string; sessionId?: string },
  action: AccountAction,
  facts: Readonly<Record<string, unknown>> = {},
): SQL[] {
  const { personId, sessionId = '' } = who;
  const actor = { kind: 'person', personId, sessionId, grants: [], secondFactorAtMs: null, clientId: null } as const;
  return writeFacts([auditFact({ ...ctx, actor }, { action, subject: `person:${personId}`, facts })]);
}

/** The audit row of something that nobody has proved to be theirs; `personId` is whom it was aimed at. */
export function auditOfStranger(ctx: IdentityContext, personId: string | null, action: AccountAction): SQL[] {
  const subject = personId === null ? 'nobody' : `person:${personId}`;
  return writeFacts([auditFact({ ...ctx, actor: { kind: 'anonymous' } }, { action, subject })]);
}
