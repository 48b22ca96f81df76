export interface Mailbox {
  name?: string;
  address: string;
}

/** One mail to one person, before it is put into the form that travels. */
export interface Mail {
  /** Stable over every attempt, so that a provider or a reader can tell a repetition: it becomes the Message-ID. */
  id: string;
  from: Mailbox;
  to: Mailbox;
  subject: string;
  text: string;
  html: string;
  /** BCP 47 tag of both bodies. */
  language: string;
  date: Date;
}

/** No attempt can ever succeed: the address or the content is refused. Anything else is worth another try. */
export class UnsendableMail extends Error {
  override name = 'UnsendableMail';
}
