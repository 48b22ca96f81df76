import { EmailMessage } from 'cloudflare:email';
import { buildMime, type MailSender, UnsendableMail } from '#modules/campaigns';

/** Refusals that are about this one mail: no later try can change them. Quotas, domains and outages can change. */
const finalCodes = new Set([
  'E_VALIDATION_ERROR',
  'E_RECIPIENT_NOT_ALLOWED',
  'E_RECIPIENT_SUPPRESSED',
  'E_CONTENT_TOO_LARGE',
]);

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** Sends through Cloudflare's `send_email` binding, as raw MIME so that the Message-ID is ours and stays the same. */
export function cloudflareMailSender(binding: SendEmail): MailSender {
  return {
    async send(mail) {
      const message = new EmailMessage(mail.from.address, mail.to.address, buildMime(mail));
      try {
        await binding.send(message);
      } catch (error) {
        if (finalCodes.has(codeOf(error))) throw new UnsendableMail(String(error), { cause: error });
        throw error;
      }
    },
  };
}
