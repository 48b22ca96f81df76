import { ListMessagesSchema, listMessages, MessageListSchema } from '#modules/campaigns';
import { defineRoute } from '../../routing/define-route.ts';

export const listMessagesRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/messages',
    area: 'Administration',
    permission: 'messages.read',
    summary: 'Messages to customers, the newest first, and what became of them',
    query: ListMessagesSchema,
    response: MessageListSchema.meta({ id: 'MessageList' }),
    errors: [],
    example: { query: { limit: '20' } },
  },
  ({ ctx, query }) => listMessages(ctx, query),
);
