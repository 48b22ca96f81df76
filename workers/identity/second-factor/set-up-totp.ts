import { sql } from 'drizzle-orm';
import { authTwoFactors, authUsers } from '#db/schema/identity';
import { AppError } from '#platform/errors';
import { exactlyOne } from '#platform/exactly-one';
import { hurryEvents } from '#platform/hurry-events';
import type { OwnSession, Tokens } from '#platform/identity-door';
import { parseInput } from '#platform/parse-input';
import { contactOf, readOwn } from '../accounts/read-account.ts';
import { auditOfPerson } from '../audit.ts';
import type { IdentityContext } from '../identity-context.ts';
import { queueMail } from '../mails.ts';
import { assertPassword } from '../passwords/change-password.ts';
import { CodeSchema, PasswordSchema } from '../schemas.ts';
import { commitOnce } from '../secrets/proofs.ts';
import { draftStepUp } from '../sessions/open-session.ts';
import { secondFactorSucceeded, takeSecondFactorTry } from '../sign-in/attempts.ts';
import { totpPlace, wrongCode } from './claim-code.ts';
import { newTotpSecret, stepOf, totpUri } from './one-time-code.ts';
import { drawRecoveryCodes } from './recovery-codes.ts';

/** Draws a secret for an authenticator app. It counts for nothing until a code of it is shown. Throws `conflict` when one counts. */
export async function beginTotp(
  ctx: IdentityContext,
  own: OwnSession,
  input: { password: string },
): Promise<{ uri: string; secret: string }> {
  const { password } = parseInput(PasswordSchema, input);
  const account = await readOwn(ctx, own);
  await assertPassword(ctx, account, password, 'password');
  const secret = newTotpSecret();
  const sealed = await ctx.box.seal(totpPlace(own.personId), secret);
  const [row] = await ctx.db.query(sql`insert into ${authTwoFactors} as f
      (id, user_id, secret, verified, last_step, created_at)
    values (${ctx.ids.next()}, ${own.personId}, ${sealed}, false, 0, ${ctx.clock.now().toISOString()})
    on conflict (user_id) do update set secret = excluded.secret, last_step = 0, created_at = excluded.created_at
    where not f.verified returning 1`);
  if (row === undefined) throw alreadyOn();
  const contact = await contactOf(ctx, account);
  return { secret, uri: totpUri(secret, ctx.shop.name, contact?.email ?? own.personId) };
}

const alreadyOn = (): AppError =>
  new AppError('conflict', 'This account has an authenticator app. Remove it before you set up another one.');

/** Turns the second factor on with the first code of the app; the session has shown it thereby. The person gets a mail. */
export async function confirmTotp(
  ctx: IdentityContext,
  own: OwnSession,
  input: { code: string },
): Promise<{ recoveryCodes: string[]; tokens: Tokens }> {
  const { code } = parseInput(CodeSchema, input);
  const account = await readOwn(ctx, own);
  if (account.totpSecret !== null) throw alreadyOn();
  await takeSecondFactorTry(ctx, own.personId);
  const [waiting] = await ctx.db.query<{ id: string; secret: string }>(
    sql`select id, secret from ${authTwoFactors} where user_id = ${own.personId} and not verified`,
  );
  if (waiting === undefined) throw new AppError('conflict', 'Begin to set up an authenticator app first.');
  const step = await stepOf(await ctx.box.open(totpPlace(own.personId), waiting.secret), code, ctx.clock.now());
  if (step === undefined) throw wrongCode();
  const recovery = await drawRecoveryCodes(ctx, own.personId);
  const stepUp = await draftStepUp(ctx, own);
  const turnOn = sql`update ${authTwoFactors} set verified = true, last_step = ${step}
    where id = ${waiting.id} and secret = ${waiting.secret} and not verified`;
  await commitOnce(ctx, [
    exactlyOne(turnOn),
    sql`update ${authUsers} set two_factor_enabled = true where id = ${own.personId}`,
    ...recovery.statements,
    ...stepUp.statements,
    ...auditOfPerson(ctx, own, 'identity.second_factor_added', { method: 'totp' }),
    ...(await queueMail(ctx, 'second_factor_added', await contactOf(ctx, account))),
  ]);
  await secondFactorSucceeded(ctx, own.personId);
  await hurryEvents(ctx);
  return { recoveryCodes: recovery.codes, tokens: await stepUp.tokens() };
}
