import { hurryEvents } from '#platform/hurry-events';
import type { SignInOutcome } from '#platform/identity-door';
import { parseInput } from '#platform/parse-input';
import { contactOf, readAccountBy, readAccountOf } from '../accounts/read-account.ts';
import type { IdentityContext } from '../identity-context.ts';
import { queueMail } from '../mails.ts';
import { MailRequestSchema, TokenSchema } from '../schemas.ts';
import { issueProof, readProof, spendProof, spent } from '../secrets/proofs.ts';
import { admitFirst } from './admit.ts';
import { takeMail } from './attempts.ts';

type LinkKind = 'magic_link' | 'password_reset';

/** Sends a link to whoever has an account. The answer is the same for an unknown address, and nothing is sent there. */
export async function requestLink(
  ctx: IdentityContext,
  kind: LinkKind,
  input: { email: string; language: string },
): Promise<{ sent: true }> {
  const { email, language } = parseInput(MailRequestSchema, input);
  const emailIndex = await ctx.personal.indexOf('email', email);
  await takeMail(ctx, emailIndex);
  const found = await readAccountOf(ctx, emailIndex);
  const account = found?.status === 'active' ? found : undefined;
  const contact = account && (await contactOf(ctx, account));
  const personId = account?.personId ?? null;
  const proof = await issueProof(ctx, { purpose: kind, personId, emailIndex: null, data: {} });
  const mail = await queueMail(ctx, kind, contact && { ...contact, language }, proof.secret);
  await ctx.db.batch([...proof.statements, ...mail]);
  await hurryEvents(ctx);
  return { sent: true };
}

/** Signs in with a link from a mail, which proves the address; a second factor is asked for all the same. Throws `expired`. */
export async function useMagicLink(ctx: IdentityContext, input: { token: string }): Promise<SignInOutcome> {
  const { token } = parseInput(TokenSchema, input);
  const proof = await readProof(ctx, 'magic_link', token);
  if (proof.personId === null) throw spent();
  return admitFirst(ctx, await readAccountBy(ctx, proof.personId), 'magic_link', [spendProof(ctx, proof)]);
}
