import type { Permitted } from '#platform/context';
import { withDeadline } from '#platform/deadline';
import { describeError, log } from '#platform/log';
import { maskEmail } from '#platform/mask';
import { openContent, openRecipient } from '../message-content.ts';
import { type ClaimedMessage, claimMessages } from './claim-messages.ts';
import type { MailSender } from './mail-sender.ts';
import { type Mail, type Mailbox, UnsendableMail } from './mime/mail.ts';
import { type Outcome, recordOutcomes } from './record-outcomes.ts';
import { claimSize, nextTryAt, parallelSends, sendTimeoutMs } from './retry-plan.ts';

/** One invocation sends at most so many claims; the next one, at the latest a minute later, goes on. */
const maxClaims = 20;
const maxFailureLength = 300;

/**
 * Sends every message that is due. Each is claimed first and marked afterwards, so that two senders never hold the same one.
 *
 * What cannot be excluded: a sender that dies after the provider took the mail and before it is marked. Its outcome is
 * unknown, so it is sent once more when the lease ends, with the same Message-ID. At least once, twice only then.
 */
export async function sendDueMessages(
  ctx: Pick<Permitted, 'db' | 'clock' | 'personal'>,
  sender: MailSender,
  from: Mailbox,
): Promise<{ sent: number; failed: number }> {
  const tally = { sent: 0, failed: 0 };
  for (let round = 0; round < maxClaims; round++) {
    const claimed = await claimMessages(ctx);
    if (claimed.length === 0) break;
    const outcomes = await sendAll(ctx, sender, from, claimed);
    await recordOutcomes(ctx, outcomes);
    const sent = outcomes.filter((outcome) => outcome.status === 'sent').length;
    tally.sent += sent;
    tally.failed += outcomes.length - sent;
    if (claimed.length < claimSize) break;
  }
  return tally;
}

async function sendAll(
  ctx: Pick<Permitted, 'clock' | 'personal'>,
  sender: MailSender,
  from: Mailbox,
  claimed: readonly ClaimedMessage[],
): Promise<Outcome[]> {
  const waiting = claimed.values();
  const outcomes: Outcome[] = [];
  const sendOneAfterAnother = async () => {
    for (const message of waiting) outcomes.push(await sendOne(ctx, sender, from, message));
  };
  await Promise.all(Array.from({ length: parallelSends }, sendOneAfterAnother));
  return outcomes;
}

async function sendOne(
  ctx: Pick<Permitted, 'clock' | 'personal'>,
  sender: MailSender,
  from: Mailbox,
  message: ClaimedMessage,
): Promise<Outcome> {
  const { id, attempts } = message;
  let recipient = '';
  try {
    const mail = await openMail(ctx, message, from);
    recipient = mail.to.address;
    await withDeadline(sender.send(mail), sendTimeoutMs);
    return { id, attempts, status: 'sent', failure: null, due_at: null, sent_at: ctx.clock.now().toISOString() };
  } catch (error) {
    const again = error instanceof UnsendableMail ? null : nextTryAt(attempts, ctx.clock.now());
    log('error', 'A message was not sent', { id, attempts, givenUp: again === null, ...describeError(error) });
    return {
      id,
      attempts,
      status: again === null ? 'failed' : 'queued',
      failure: failureText(error, recipient),
      due_at: again?.toISOString() ?? null,
      sent_at: null,
    };
  }
}

/** A provider repeats the address that it refuses: the note of it must not. */
function failureText(error: unknown, recipient: string): string {
  const text = error instanceof Error ? error.message : String(error);
  return (recipient === '' ? text : text.replaceAll(recipient, maskEmail(recipient))).slice(0, maxFailureLength);
}

async function openMail(ctx: Pick<Permitted, 'personal'>, message: ClaimedMessage, from: Mailbox): Promise<Mail> {
  const [recipient, { title, bodyText, bodyHtml }] = await Promise.all([
    openRecipient(ctx.personal, message),
    openContent(ctx.personal, message),
  ]);
  return {
    id: message.id,
    from,
    to: { address: recipient },
    subject: title,
    text: bodyText,
    html: bodyHtml,
    language: message.language,
    date: new Date(message.queued_at),
  };
}
