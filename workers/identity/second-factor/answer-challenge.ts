import type { SignInOutcome } from '#platform/identity-door';
import { parseInput } from '#platform/parse-input';
import { readAccountBy } from '../accounts/read-account.ts';
import type { IdentityContext } from '../identity-context.ts';
import { ChallengeAnswerSchema } from '../schemas.ts';
import { spendProof, spent, takeTry } from '../secrets/proofs.ts';
import { admit, type Challenge } from '../sign-in/admit.ts';
import { secondFactorSucceeded } from '../sign-in/attempts.ts';
import { type CodeMethod, claimCode } from './claim-code.ts';

/**
 * Opens the session that a challenge stands for. The challenge bears five answers, each taken before it is looked at; it and
 * the code are spent with the session. Throws `unauthenticated` for a wrong code, `expired`, `rate_limited`.
 */
export async function answerSecondFactor(
  ctx: IdentityContext,
  input: { challenge: string; method: CodeMethod; code: string },
): Promise<SignInOutcome> {
  const { challenge, method, code } = parseInput(ChallengeAnswerSchema, input);
  const proof = await takeTry<Challenge>(ctx, 'second_factor', challenge);
  if (proof.personId === null) throw spent();
  const account = await readAccountBy(ctx, proof.personId);
  if (account.totpSecret === null) throw spent();
  const claim = await claimCode(ctx, account, method, code);
  const outcome = await admit(ctx, account, 'second_factor', ctx.clock.now(), [spendProof(ctx, proof), claim]);
  await secondFactorSucceeded(ctx, account.personId);
  return outcome;
}
