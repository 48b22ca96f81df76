import { buildMime, type Mail, type MailSender, messageIdOf } from '#modules/campaigns';

/** The part of an R2 bucket that a mailbox uses. */
export type MailBucket = Pick<R2Bucket, 'get' | 'put' | 'list'>;

const prefix = 'local-mails/';
/** R2 lists keys in ascending order; counting down from here puts the newest first. */
const endOfTimeMs = 9_999_999_999_999;
const maxListed = 100;
const maxSubjectLength = 200;

export interface DeliveredMail {
  from: string;
  to: string;
  subject: string;
  language: string;
  messageId: string;
  deliveredAt: string;
  text: string;
  html: string;
  /** What would have travelled. */
  raw: string;
}

export interface MailSummary {
  id: string;
  to: string;
  subject: string;
  messageId: string;
  deliveredAt: string;
}

/** Delivers into a bucket: one object a delivery, so that a mail that is sent twice is seen twice. */
export function localMailSender(bucket: MailBucket, now: () => Date = () => new Date()): MailSender {
  return {
    async send(mail) {
      const deliveredAt = now();
      const summary = {
        to: mail.to.address,
        subject: mail.subject,
        messageId: messageIdOf(mail),
        deliveredAt: deliveredAt.toISOString(),
      };
      const delivered: DeliveredMail = { ...summary, ...bodiesOf(mail) };
      const key = `${prefix}${String(endOfTimeMs - deliveredAt.getTime()).padStart(13, '0')}-${crypto.randomUUID()}`;
      const customMetadata = {
        ...summary,
        subject: encodeURIComponent(mail.subject.slice(0, maxSubjectLength).toWellFormed()),
      };
      await bucket.put(key, JSON.stringify(delivered), { customMetadata });
    },
  };
}

function bodiesOf(mail: Mail) {
  const from = `${mail.from.name ?? ''} <${mail.from.address}>`.trim();
  return { from, language: mail.language, text: mail.text, html: mail.html, raw: buildMime(mail) };
}

/** The newest mails, at most a hundred. */
export async function listLocalMails(bucket: MailBucket): Promise<MailSummary[]> {
  // Without `include` a compatibility date before 2022-08-04 would leave the metadata out; the types still ask for it.
  const { objects } = await bucket.list({ prefix, limit: maxListed, include: ['customMetadata'] });
  return objects.map(({ key, customMetadata = {} }) => ({
    id: key.slice(prefix.length),
    to: customMetadata.to ?? '',
    subject: decodeURIComponent(customMetadata.subject ?? ''),
    messageId: customMetadata.messageId ?? '',
    deliveredAt: customMetadata.deliveredAt ?? '',
  }));
}

export async function readLocalMail(bucket: MailBucket, id: string): Promise<DeliveredMail | undefined> {
  if (!/^[0-9]{13}-[0-9a-f-]{36}$/.test(id)) return undefined;
  const object = await bucket.get(prefix + id);
  return object === null ? undefined : object.json<DeliveredMail>();
}
