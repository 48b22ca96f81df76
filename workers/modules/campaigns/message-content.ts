import type { PersonalData } from '#platform/personal-data';

export interface MessageContent {
  title: string;
  bodyText: string;
  bodyHtml: string;
}

/** The columns in which a message keeps to whom and what it says. */
export interface MessageColumns {
  recipient: string;
  content: string | null;
  /** Plain, of messages from before they were sealed. */
  title: string | null;
  body_text: string | null;
  body_html: string | null;
}

/** Of a message whose recipient was erased nothing is left. */
const erased: MessageContent = { title: '', bodyText: '', bodyHtml: '' };

const isPlain = ({ content, body_text }: MessageColumns): boolean => content === null && body_text !== null;

export const openRecipient = async (personal: PersonalData, message: MessageColumns): Promise<string> =>
  isPlain(message) ? message.recipient : personal.open('messages.recipient', message.recipient);

export async function openContent(personal: PersonalData, message: MessageColumns): Promise<MessageContent> {
  const { content, title, body_text, body_html } = message;
  if (content !== null) return JSON.parse(await personal.open('messages.content', content)) as MessageContent;
  return isPlain(message) ? { title: title ?? '', bodyText: body_text ?? '', bodyHtml: body_html ?? '' } : erased;
}
