import type { Mail } from './mime/mail.ts';

/**
 * Hands a mail over to whoever carries it. Resolves when they have taken it; throws UnsendableMail when they never will,
 * anything else when another try may succeed.
 */
export interface MailSender {
  send(mail: Mail): Promise<void>;
}
