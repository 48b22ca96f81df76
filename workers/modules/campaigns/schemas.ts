import * as z from 'zod';
import { CursorParameter, LimitParameter } from '#platform/http/cursor';

export const ListMessagesSchema = z.strictObject({ limit: LimitParameter, cursor: CursorParameter });
export type ListMessages = z.input<typeof ListMessagesSchema>;

const MessageViewSchema = z.strictObject({
  id: z.uuid(),
  purpose: z.string(),
  /** What it is about: the id of the order. */
  subjectId: z.string(),
  channel: z.enum(['email']),
  recipient: z.string(),
  language: z.string(),
  title: z.string(),
  status: z.enum(['queued', 'sending', 'sent', 'failed']),
  attempts: z.int().min(0),
  /** Why the last try failed. */
  failure: z.string().nullable(),
  queuedAt: z.iso.datetime(),
  sentAt: z.iso.datetime().nullable(),
});
export type MessageView = z.infer<typeof MessageViewSchema>;

export const MessageListSchema = z.strictObject({
  data: z.array(MessageViewSchema),
  nextCursor: z.string().nullable(),
});
export type MessageList = z.infer<typeof MessageListSchema>;
