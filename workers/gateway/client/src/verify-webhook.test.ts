import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { verifyWebhook, WebhookVerificationError } from './verify-webhook.ts';

const secret = `whsec_${btoa('s'.repeat(32))}`;
const body = JSON.stringify({ type: 'product.changed', timestamp: '2026-11-22T12:00:00Z', data: { version: 1 } });

function signed(at = new Date()): Record<string, string> {
  return {
    'webhook-id': 'msg',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('msg', at, body),
  };
}

describe('verifyWebhook', () => {
  it('gives the event with its id, from any kind of headers', () => {
    const event = { id: 'msg', type: 'product.changed', timestamp: '2026-11-22T12:00:00Z', data: { version: 1 } };
    expect(verifyWebhook(secret, body, signed())).toEqual(event);
    expect(verifyWebhook(secret, body, new Headers(signed()))).toEqual(event);
  });

  it('throws for what was changed, for what is old and for what is not signed at all', () => {
    const late = new Date(Date.now() - 6 * 60_000);
    expect(() => verifyWebhook(secret, `${body} `, signed())).toThrow(WebhookVerificationError);
    expect(() => verifyWebhook(secret, body, signed(late))).toThrow(WebhookVerificationError);
    expect(() => verifyWebhook(secret, body, {})).toThrow(WebhookVerificationError);
    expect(() => verifyWebhook(`whsec_${btoa('t'.repeat(32))}`, body, signed())).toThrow(WebhookVerificationError);
  });
});
