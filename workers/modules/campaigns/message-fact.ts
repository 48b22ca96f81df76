import { messages } from '#db/schema/campaigns';
import type { Permitted } from '#platform/context';
import { eventFact } from '#platform/events';
import { type Fact, fact } from '#platform/facts';
import type { MessageContent } from './message-content.ts';

export interface NewMessage {
  purpose: string;
  /** What it is about: at most one message a purpose, subject and channel. */
  subjectId: string;
  /** An e-mail address. */
  recipient: string;
  language: string;
  content: MessageContent;
}

/** The row of a message that is due at once, sealed. */
export async function messageFact(
  ctx: Pick<Permitted, 'clock' | 'ids' | 'personal'>,
  { purpose, subjectId, recipient, language, content }: NewMessage,
): Promise<Fact> {
  const now = ctx.clock.now().toISOString();
  const [sealedRecipient, recipientIndex, sealedContent] = await Promise.all([
    ctx.personal.seal('messages.recipient', recipient),
    ctx.personal.indexOf('email', recipient),
    ctx.personal.seal('messages.content', JSON.stringify(content)),
  ]);
  return fact(messages, {
    id: ctx.ids.next(),
    purpose,
    subjectId,
    channel: 'email',
    recipient: sealedRecipient,
    recipientIndex,
    language,
    content: sealedContent,
    title: null,
    bodyText: null,
    bodyHtml: null,
    status: 'queued',
    attempts: 0,
    failure: null,
    dueAt: now,
    queuedAt: now,
    sentAt: null,
  });
}

/** The event that has a queued message sent within seconds instead of at the next full minute. */
export const mailQueuedFact = (ctx: Pick<Permitted, 'clock' | 'ids' | 'requestId'>, message: Fact): Fact =>
  eventFact(ctx, {
    id: ctx.ids.next(),
    type: 'account.mail_queued',
    version: 1,
    subject: `message:${String(message.row.id)}`,
    storeId: null,
    data: {},
  });
