import { hurryEvents } from '#platform/hurry-events';
import type { OwnSession, Tokens } from '#platform/identity-door';
import { parseInput } from '#platform/parse-input';
import { contactOf, readOwn } from '../accounts/read-account.ts';
import { auditOfPerson } from '../audit.ts';
import type { IdentityContext } from '../identity-context.ts';
import { queueMail } from '../mails.ts';
import { CodeSchema, StepUpSchema } from '../schemas.ts';
import { commitOnce } from '../secrets/proofs.ts';
import { draftStepUp } from '../sessions/open-session.ts';
import { secondFactorSucceeded } from '../sign-in/attempts.ts';
import { type CodeMethod, claimCode } from './claim-code.ts';
import { drawRecoveryCodes } from './recovery-codes.ts';

/** Shows the second factor again. The session goes on with new tokens; those before them are spent. */
export async function stepUp(
  ctx: IdentityContext,
  own: OwnSession,
  input: { method: CodeMethod; code: string },
): Promise<Tokens> {
  const { method, code } = parseInput(StepUpSchema, input);
  const claim = await claimCode(ctx, await readOwn(ctx, own), method, code);
  const fresh = await draftStepUp(ctx, own);
  await commitOnce(ctx, [
    claim,
    ...fresh.statements,
    ...auditOfPerson(ctx, own, 'identity.stepped_up', { by: method }),
  ]);
  await secondFactorSucceeded(ctx, own.personId);
  return fresh.tokens();
}

/** New recovery codes for whoever shows a code of the app; the old ones are worth nothing. The person gets a mail. */
export async function renewRecoveryCodes(
  ctx: IdentityContext,
  own: OwnSession,
  input: { code: string },
): Promise<{ recoveryCodes: string[] }> {
  const { code } = parseInput(CodeSchema, input);
  const account = await readOwn(ctx, own);
  const claim = await claimCode(ctx, account, 'totp', code);
  const { codes, statements } = await drawRecoveryCodes(ctx, own.personId);
  await commitOnce(ctx, [
    claim,
    ...statements,
    ...auditOfPerson(ctx, own, 'identity.recovery_codes_renewed'),
    ...(await queueMail(ctx, 'recovery_codes_renewed', await contactOf(ctx, account))),
  ]);
  await secondFactorSucceeded(ctx, own.personId);
  await hurryEvents(ctx);
  return { recoveryCodes: codes };
}
