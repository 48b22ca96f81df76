import { type Callback, type PaymentVariables, receiveCallback } from '#modules/payments';
import type { Clock } from '#platform/clock';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { readBody } from '#platform/http/read-body';
import { execution, type GatewayContext, type OpenContext } from '../gateway-context.ts';
import { visitorOf } from '../visitor.ts';
import { razorpayCallback } from './razorpay.ts';
import { stripeCallback } from './stripe.ts';

/** A session or link with its payment is some 10 KB; nobody proves anything before the whole body is read. */
const MAX_CALLBACK_BYTES = 256 * 1024;

export interface ReadCallback {
  secrets(variables: PaymentVariables): string[];
  /** Throws `unauthenticated` for what the provider did not sign. */
  read(body: Uint8Array<ArrayBuffer>, headers: Headers, secrets: readonly string[], nowMs: number): Promise<Callback>;
}

const providers: Readonly<Record<string, ReadCallback>> = { stripe: stripeCallback, razorpay: razorpayCallback };

/**
 * Call-backs of payment providers, who prove themselves by signing the very bytes. 200: it is done or nothing is to be done;
 * 5xx: it is to be sent again. Acts for the platform itself, under the provider's name.
 *
 * @example app.post('/webhooks/:provider', receiveProvider(openContext, systemClock));
 */
export function receiveProvider(openContext: OpenContext, clock: Clock): (c: GatewayContext) => Promise<Response> {
  return async (c) => {
    const name = c.req.param('provider') ?? '';
    const provider = Object.hasOwn(providers, name) ? providers[name] : undefined;
    const secrets = provider?.secrets(c.env) ?? [];
    if (provider === undefined || secrets.length === 0) throw new AppError('not_found', 'There is nothing here.');
    const body = await readBody(c.req.raw, MAX_CALLBACK_BYTES);
    const callback = await provider.read(body, c.req.raw.headers, secrets, clock.now().getTime());
    const ctx: Permitted = openContext(c.env, {
      actor: { kind: 'system', name },
      visitor: visitorOf(c.req.raw),
      requestId: c.get('requestId'),
      purge: (tags) => execution(c).exports.PublicCatalog.purge(tags),
    });
    return Response.json(
      { status: await receiveCallback(ctx, callback, []) },
      { headers: { 'cache-control': 'no-store' } },
    );
  };
}
