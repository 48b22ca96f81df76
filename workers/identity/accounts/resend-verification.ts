import { sql } from 'drizzle-orm';
import { proofs } from '#db/schema/identity';
import { hurryEvents } from '#platform/hurry-events';
import { parseInput } from '#platform/parse-input';
import type { IdentityContext } from '../identity-context.ts';
import { EmailSchema } from '../schemas.ts';
import { issueProof } from '../secrets/proofs.ts';
import { takeMail } from '../sign-in/attempts.ts';
import { inviteToVerify, type PendingAccount } from './sign-up.ts';

/** Sends the link of the latest sign-up again; the one before it is spent. Nothing waits: nothing is sent, and nobody is told. */
export async function resendVerification(ctx: IdentityContext, input: { email: string }): Promise<{ sent: true }> {
  const { email } = parseInput(EmailSchema, input);
  const emailIndex = await ctx.personal.indexOf('email', email);
  await takeMail(ctx, emailIndex);
  const now = ctx.clock.now().toISOString();
  const [row] = await ctx.db.query<{ data: string }>(sql`select data from ${proofs} where email_index = ${emailIndex}
    and purpose = 'verification' and used_at is null and expires_at > ${now} order by issued_at desc, hash limit 1`);
  if (row === undefined) {
    const idle = await issueProof(ctx, { purpose: 'verification', personId: null, emailIndex: null, data: {} });
    await ctx.db.batch(idle.statements);
  } else {
    const pending = JSON.parse(await ctx.box.open('proofs:verification', row.data)) as PendingAccount;
    const spend = sql`update ${proofs} set used_at = ${now}
      where email_index = ${emailIndex} and purpose = 'verification' and used_at is null`;
    await ctx.db.batch([spend, ...(await inviteToVerify(ctx, pending, emailIndex))]);
  }
  await hurryEvents(ctx);
  return { sent: true };
}
