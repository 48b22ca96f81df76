import { Webhook, WebhookVerificationError } from 'standardwebhooks';

export { WebhookVerificationError };

/** An event as it is posted to a partner. `data` by type: see docs/webhooks.md. */
export interface WebhookEvent {
  /** The same at every try: keep it, and do nothing for one that you have seen. */
  id: string;
  type: string;
  /** RFC 3339: when it happened. */
  timestamp: string;
  data: Readonly<Record<string, unknown>>;
}

/**
 * The event in a request, when it is genuine and not older than five minutes; throws WebhookVerificationError otherwise. The
 * body must be the text as it came, byte for byte.
 */
export function verifyWebhook(
  secret: string,
  body: string,
  headers: Headers | Readonly<Record<string, string>>,
): WebhookEvent {
  const given = headers instanceof Headers ? Object.fromEntries(headers) : { ...headers };
  const event = new Webhook(secret).verify(body, given) as Omit<WebhookEvent, 'id'>;
  const id = Object.entries(given).find(([name]) => name.toLowerCase() === 'webhook-id')?.[1] ?? '';
  return { id, ...event };
}
