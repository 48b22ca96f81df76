import type { Permitted, ShopFace } from '#platform/context';
import type { Fact } from '#platform/facts';
import { mailQueuedFact, messageFact } from '../message-fact.ts';
import { type AccountMailFacts, composeAccountMail } from './compose.ts';

export type { AccountMailKind } from './phrases.ts';

export interface AccountMail extends AccountMailFacts {
  recipient: string;
}

/**
 * The rows of a mail about an account: the message, sealed, and the event that has it sent within seconds. They are written
 * with what the mail tells of.
 */
export async function accountMailFacts(
  ctx: Pick<Permitted, 'clock' | 'ids' | 'personal' | 'requestId'>,
  { recipient, ...facts }: AccountMail,
  shop: ShopFace,
): Promise<Fact[]> {
  const subjectId = ctx.ids.next();
  const content = composeAccountMail(facts, shop);
  const purpose = `account.${facts.kind}`;
  const message = await messageFact(ctx, { purpose, subjectId, recipient, language: facts.language, content });
  return [message, mailQueuedFact(ctx, message)];
}
