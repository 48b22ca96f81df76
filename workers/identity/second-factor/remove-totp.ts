import { sql } from 'drizzle-orm';
import { authTwoFactors, authUsers, recoveryCodes } from '#db/schema/identity';
import { hurryEvents } from '#platform/hurry-events';
import type { OwnSession } from '#platform/identity-door';
import { parseInput } from '#platform/parse-input';
import { contactOf, readOwn } from '../accounts/read-account.ts';
import { auditOfPerson } from '../audit.ts';
import type { IdentityContext } from '../identity-context.ts';
import { queueMail } from '../mails.ts';
import { assertPassword } from '../passwords/change-password.ts';
import { RemoveTotpSchema } from '../schemas.ts';
import { commitOnce } from '../secrets/proofs.ts';
import { secondFactorSucceeded } from '../sign-in/attempts.ts';
import { claimCode } from './claim-code.ts';

/** Of the app six digits; a recovery code is longer. */
const APP_CODE = /^\d{6}$/;

/** Takes the second factor off for whoever shows password and code, of the app or a recovery code. The person gets a mail. */
export async function removeTotp(
  ctx: IdentityContext,
  own: OwnSession,
  input: { password: string; code: string },
): Promise<{ removed: true }> {
  const { password, code } = parseInput(RemoveTotpSchema, input);
  const account = await readOwn(ctx, own);
  await assertPassword(ctx, account, password, 'password');
  const claim = await claimCode(ctx, account, APP_CODE.test(code) ? 'totp' : 'recovery_code', code);
  await commitOnce(ctx, [
    claim,
    sql`delete from ${authTwoFactors} where user_id = ${own.personId}`,
    sql`delete from ${recoveryCodes} where user_id = ${own.personId}`,
    sql`update ${authUsers} set two_factor_enabled = false where id = ${own.personId}`,
    ...auditOfPerson(ctx, own, 'identity.second_factor_removed', { method: 'totp' }),
    ...(await queueMail(ctx, 'second_factor_removed', await contactOf(ctx, account))),
  ]);
  await secondFactorSucceeded(ctx, own.personId);
  await hurryEvents(ctx);
  return { removed: true };
}
