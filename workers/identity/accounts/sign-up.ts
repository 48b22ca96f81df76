import type { Statement } from '#db/client';
import { hurryEvents } from '#platform/hurry-events';
import { parseInput } from '#platform/parse-input';
import type { IdentityContext } from '../identity-context.ts';
import { queueMail } from '../mails.ts';
import { hashPassword } from '../passwords/hash-password.ts';
import { checkPassword } from '../passwords/password-policy.ts';
import { type SignUp, SignUpSchema } from '../schemas.ts';
import { issueProof } from '../secrets/proofs.ts';
import { takeMail } from '../sign-in/attempts.ts';
import { type Account, contactOf, readAccountOf } from './read-account.ts';

/** What a verification link makes: kept in the proof, so that an address is nobody's until its owner opens the link. */
export interface PendingAccount {
  personId: string;
  name: string;
  email: string;
  passwordHash: string;
  /** Equal for equal passwords of one address: tells whether two sign-ups are one person's. */
  passwordMark: string;
  language: string;
  invitation?: string;
}

/**
 * Sends the link that makes the account. A known address gets another mail instead; the answer and its time are the same.
 * Throws `invalid_input` for a weak password and `rate_limited`.
 */
export async function signUp(ctx: IdentityContext, input: SignUp): Promise<{ sent: true }> {
  const wanted = parseInput(SignUpSchema, input);
  checkPassword(wanted.password, wanted);
  const emailIndex = await ctx.personal.indexOf('email', wanted.email);
  await takeMail(ctx, emailIndex);
  const [known, passwordHash, passwordMark] = await Promise.all([
    readAccountOf(ctx, emailIndex),
    hashPassword(wanted.password),
    ctx.box.fingerprint(`sign_up:${emailIndex}`, wanted.password.normalize('NFKC')),
  ]);
  const { password: _, ...facts } = wanted;
  const personId = ctx.ids.next();
  const pending: PendingAccount = { ...facts, email: facts.email.trim(), personId, passwordHash, passwordMark };
  await ctx.db.batch(
    known === undefined ? await inviteToVerify(ctx, pending, emailIndex) : await tellOwner(ctx, known, pending),
  );
  await hurryEvents(ctx);
  return { sent: true };
}

/** The statements of a verification link and its mail, which greets nobody: a stranger may have chosen name and address. */
export async function inviteToVerify(
  ctx: IdentityContext,
  pending: PendingAccount,
  emailIndex: string,
): Promise<Statement[]> {
  const proof = await issueProof(ctx, { purpose: 'verification', personId: null, emailIndex, data: pending });
  return [...proof.statements, ...(await queueMail(ctx, 'verify_email', { ...pending, name: '' }, proof.secret))];
}

/** As much work as for a stranger: a proof that opens nothing, and a mail. */
async function tellOwner(ctx: IdentityContext, known: Account, pending: PendingAccount): Promise<Statement[]> {
  const idle = await issueProof(ctx, { purpose: 'verification', personId: null, emailIndex: null, data: pending });
  return [...idle.statements, ...(await queueMail(ctx, 'address_known', await contactOf(ctx, known)))];
}
