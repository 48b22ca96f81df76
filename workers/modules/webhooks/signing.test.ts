import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { newWebhookSecret, signedHeaders } from './signing.ts';

const body = '{"type":"endpoint.test","data":{"name":"मुंबई"}}';

describe('signedHeaders', () => {
  it('signs id, time and body with HMAC-SHA256, as Standard Webhooks says', () => {
    const secret = newWebhookSecret();
    const headers = signedHeaders('msg', new Date(1_700_000_000_999), body, [secret]);
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const expected = createHmac('sha256', key).update(`msg.1700000000.${body}`).digest('base64');
    expect(headers).toEqual({
      'webhook-id': 'msg',
      'webhook-timestamp': '1700000000',
      'webhook-signature': `v1,${expected}`,
    });
    expect(key).toHaveLength(32);
  });

  it('is taken by a receiver that knows the new secret, and by one that still knows the old one', () => {
    const [fresh, old, other] = [newWebhookSecret(), newWebhookSecret(), newWebhookSecret()];
    const headers = signedHeaders('msg', new Date(), body, [fresh, old]);
    for (const secret of [fresh, old]) expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => new Webhook(other).verify(body, headers)).toThrow('No matching signature');
  });

  it('is refused when body, id or time were changed, or when it comes late', () => {
    const secret = newWebhookSecret();
    const headers = signedHeaders('msg', new Date(), body, [secret]);
    const webhook = new Webhook(secret);
    expect(() => webhook.verify(body.replace('test', 'tost'), headers)).toThrow('No matching signature');
    expect(() => webhook.verify(body, { ...headers, 'webhook-id': 'msh' })).toThrow('No matching signature');
    const later = String(Number(headers['webhook-timestamp']) + 1);
    expect(() => webhook.verify(body, { ...headers, 'webhook-timestamp': later })).toThrow('No matching signature');
    const stale = signedHeaders('msg', new Date(Date.now() - 6 * 60_000), body, [secret]);
    expect(() => webhook.verify(body, stale)).toThrow('too old');
  });
});
