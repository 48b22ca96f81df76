import { sql } from 'drizzle-orm';
import { hurryEvents } from '#platform/hurry-events';
import { parseInput } from '#platform/parse-input';
import { setPassword } from '../accounts/account-rows.ts';
import { assertActive, contactOf, readAccountBy } from '../accounts/read-account.ts';
import { auditOfPerson } from '../audit.ts';
import type { IdentityContext } from '../identity-context.ts';
import { queueMail } from '../mails.ts';
import { ResetPasswordSchema } from '../schemas.ts';
import { commitOnce, readProof, spendProof, spendProofsOf, spent } from '../secrets/proofs.ts';
import { endSessions, revokeSessions } from '../sessions/end-sessions.ts';
import { signInSucceeded } from '../sign-in/attempts.ts';
import { hashPassword } from './hash-password.ts';
import { checkPassword } from './password-policy.ts';

/**
 * Sets the password that a link from a mail allows, and ends every session and every other link of the account. A refused
 * password leaves the link good. The second factor stays. Throws `expired`, `invalid_input`.
 */
export async function resetPassword(
  ctx: IdentityContext,
  input: { token: string; password: string },
): Promise<{ changed: true }> {
  const { token, password } = parseInput(ResetPasswordSchema, input);
  const proof = await readProof(ctx, 'password_reset', token);
  if (proof.personId === null) throw spent();
  const { personId } = proof;
  const account = await readAccountBy(ctx, personId);
  assertActive(account);
  const contact = await contactOf(ctx, account);
  checkPassword(password, contact ?? { name: '', email: '' });
  const hash = await hashPassword(password);
  const [, , , ended = []] = await commitOnce<{ id: string }>(ctx, [
    spendProof(ctx, proof),
    // Before the sessions end: a sign-in with the old password that commits first is among them, a later one is refused.
    setPassword(ctx, personId, hash),
    spendProofsOf(ctx, personId),
    endSessions(ctx, sql`person_id = ${personId}`, 'password_reset'),
    ...auditOfPerson(ctx, { personId }, 'identity.password_reset'),
    ...(await queueMail(ctx, 'password_changed', contact)),
  ]);
  await revokeSessions(
    ctx,
    ended.map(({ id }) => id),
  );
  if (account.emailIndex !== null) await signInSucceeded(ctx, account.emailIndex);
  await hurryEvents(ctx);
  return { changed: true };
}
