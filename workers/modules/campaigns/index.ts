export type { MailSender } from './delivery/mail-sender.ts';
export { buildMime, messageIdOf } from './delivery/mime/build-mime.ts';
export { type Mail, type Mailbox, UnsendableMail } from './delivery/mime/mail.ts';
export { sendDueMessages } from './delivery/send-due-messages.ts';
export { listMessages } from './list-messages.ts';
export type { ShopFace } from './order-confirmation/compose.ts';
export { confirmOrders } from './order-confirmation/confirm-orders.ts';
export { html, type SafeHtml } from './order-confirmation/html.ts';
export * from './schemas.ts';
