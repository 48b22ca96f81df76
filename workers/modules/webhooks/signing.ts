import { Webhook } from 'standardwebhooks';

const SECRET_BYTES = 32;
/** Both secrets sign for so long after a rotation. */
export const ROTATION_MS = 24 * 3_600_000;

/** Signs what goes to one endpoint: `whsec_` and 256 random bits in base64, as Standard Webhooks writes it. */
export function newWebhookSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return `whsec_${btoa(String.fromCharCode(...bytes))}`;
}

/** The headers of one try (Standard Webhooks 1.0.0): a signature by every secret, each of which the receiver may know. */
export function signedHeaders(
  id: string,
  at: Date,
  body: string,
  secrets: readonly string[],
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
