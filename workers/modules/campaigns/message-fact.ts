import * as z from 'zod';
import { messages } from '#db/schema/campaigns';
import type { Permitted } from '#platform/context';
import { defineEvent } from '#platform/define-event';
import type { EventContext } from '#platform/events';
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

/** Its subject is the message, which stands in the records. */
export const mailQueued = defineEvent('account.mail_queued', z.strictObject({}));

/** The event that has a queued message sent within seconds instead of at the next full minute. */
export const mailQueuedFact = (ctx: EventContext & Pick<Permitted, 'ids'>, message: Fact): Fact =>
  mailQueued.fact(ctx, {
    id: ctx.ids.next(),
    subject: `message:${String(message.row.id)}`,
    storeId: null,
    data: {},
  });
