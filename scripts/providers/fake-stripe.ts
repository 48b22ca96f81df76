import { createHmac } from 'node:crypto';
import { CallbackSender, newId } from './callback-sender.ts';
import { paymentPage } from './payment-page.ts';
import { ProviderBook } from './provider-book.ts';
import {
  type Answer,
  type Asked,
  type Behaviour,
  json,
  type ProviderServer,
  seeOther,
  startProviderServer,
} from './provider-server.ts';
import { settlementAnswer, stripeSettlement } from './settlement-files.ts';
import { type StripeRefund, type StripeSession, stripeSession } from './stripe-objects.ts';

export interface FakeOptions {
  /** 0 takes a free one. */
  port: number;
  /** Where call-backs go; undefined: nowhere. */
  callbackUrl: string | undefined;
  /** A file that outlives the process; undefined: none. */
  bookPath: string | undefined;
  behaviour: Behaviour;
  /** Epoch milliseconds. */
  now: () => number;
}

export interface FakeStripe extends ProviderServer {
  behaviour: Behaviour;
  /** What was told, oldest first: the very bytes. */
  readonly events: CallbackSender['events'];
  /** The header that proves a body now. */
  sign(body: string, atSeconds?: number): string;
  dispute(sessionId: string, status: 'needs_response' | 'won' | 'lost'): void;
  /** The balance report of these days (UTC), as CSV. */
  settlement(from: string, to: string): string;
}

const refuse = (status: number, code: string, message: string): Answer =>
  json(status, { error: { type: 'invalid_request_error', code, message } });

/** A signature of Stripe's scheme v1 over a body. */
export const stripeSignature = (body: string, secret: string, atSeconds: number): string =>
  `t=${atSeconds},v1=${createHmac('sha256', secret).update(`${atSeconds}.${body}`).digest('hex')}`;

/** Stripe's Checkout, refunds, disputes and call-backs, as far as we use them; stricter than Stripe about idempotency keys. */
export async function startFakeStripe(
  { secretKey, webhookSecret }: { secretKey: string; webhookSecret: string },
  options: FakeOptions,
): Promise<FakeStripe> {
  const { behaviour, now } = options;
  const book = new ProviderBook(options.bookPath);
  const seconds = () => Math.floor(now() / 1000);
  const sign = (body: string, at = seconds()) => stripeSignature(body, webhookSecret, at);
  const sender = new CallbackSender(book, behaviour, options.callbackUrl, ({ body }) => ({
    'stripe-signature': sign(body),
  }));
  let url = '';
  const settlement = (from: string, to: string) => stripeSettlement(book, from, to);

  const tell = (type: string, object: object) => {
    const id = newId('evt');
    const common = { object: 'event', api_version: '2026-10-28.endive', created: seconds(), livemode: false };
    sender.tell(id, {
      id,
      ...common,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type,
      data: { object },
    });
  };
  const save = (session: StripeSession) => book.put('session', session.id, session);

  /** Sessions run out by themselves. */
  function find(id: string): StripeSession | undefined {
    const session = book.get<StripeSession>('session', id);
    if (session?.status !== 'open' || session.expires_at > seconds()) return session;
    const expired = save({ ...session, status: 'expired', url: null });
    tell('checkout.session.expired', expired);
    return expired;
  }

  function keyed({ headers, body, path }: Asked, make: () => Answer): Answer {
    const key = headers['idempotency-key'];
    if (typeof key !== 'string' || key === '')
      return refuse(400, 'idempotency_key_missing', 'Send an Idempotency-Key.');
    const known = book.get<{ body: string; path: string; answer: Answer }>('key', key);
    if (known === undefined) {
      const answer = make();
      // Refusals of the input are not kept under a key.
      if (answer.status < 400) book.put('key', key, { body, path, answer });
      return answer;
    }
    if (known.body !== body || known.path !== path) {
      return json(400, {
        error: { type: 'idempotency_error', message: 'Keys can only be used with the same parameters.' },
      });
    }
    return { ...known.answer, headers: { ...known.answer.headers, 'idempotent-replayed': 'true' } };
  }

  function createSession({ body }: Asked): Answer {
    const made = stripeSession(new URLSearchParams(body), { url, seconds: seconds() });
    return 'param' in made ? refuse(400, 'parameter_invalid', made.param) : json(200, save(made));
  }

  function expire(session: StripeSession): Answer {
    if (session.status !== 'open')
      return refuse(400, 'checkout_session_not_open', 'Only open sessions can be expired.');
    const expired = save({ ...session, status: 'expired', url: null });
    tell('checkout.session.expired', expired);
    return json(200, expired);
  }

  function createRefund({ body }: Asked): Answer {
    const form = new URLSearchParams(body);
    const intent = form.get('payment_intent') ?? '';
    const session = book.all<StripeSession>('session').find(({ payment_intent }) => payment_intent === intent);
    if (session === undefined) return refuse(404, 'resource_missing', 'No such payment_intent.');
    const amount = Number(form.get('amount'));
    const before = refundsOf(intent).reduce((sum, refund) => sum + (refund.status === 'failed' ? 0 : refund.amount), 0);
    if (!Number.isSafeInteger(amount) || amount <= 0 || before + amount > session.amount_total) {
      return refuse(400, 'charge_already_refunded', 'More than is left of the charge.');
    }
    const metadata = Object.fromEntries(
      [...form].flatMap(([name, value]) => (name.startsWith('metadata[') ? [[name.slice(9, -1), value]] : [])),
    );
    const status = behaviour.isRefundInstant() ? 'succeeded' : 'pending';
    const refund: StripeRefund = {
      id: newId('re'),
      object: 'refund',
      amount,
      currency: 'inr',
      payment_intent: intent,
      status,
      metadata,
      created: seconds(),
    };
    book.put('refund', refund.id, refund);
    if (status === 'pending') tell('refund.updated', book.put('refund', refund.id, { ...refund, status: 'succeeded' }));
    return json(200, refund);
  }

  const refundsOf = (intent: string) =>
    book.all<StripeRefund>('refund').filter(({ payment_intent }) => payment_intent === intent);

  function api(asked: Asked): Answer {
    if (asked.headers.authorization !== `Bearer ${secretKey}`)
      return refuse(401, 'api_key_invalid', 'Invalid API key.');
    const [, , area, noun, id, verb] = asked.path.split('/');
    const isPost = asked.method === 'POST';
    if (area === 'refunds') {
      if (isPost) return keyed(asked, () => createRefund(asked));
      return json(200, { object: 'list', has_more: false, data: refundsOf(asked.query.get('payment_intent') ?? '') });
    }
    if (area !== 'checkout' || noun !== 'sessions') return refuse(404, 'url_invalid', 'Unrecognized request URL.');
    if (id === undefined) return keyed(asked, () => createSession(asked));
    const session = find(id);
    if (session === undefined) return refuse(404, 'resource_missing', 'No such checkout session.');
    return verb === 'expire' && isPost ? expire(session) : json(200, session);
  }

  function page({ method, path, body }: Asked): Answer {
    const session = find(path.split('/')[2] ?? '');
    if (session === undefined) return { status: 404, body: 'There is no such payment.' };
    const show = (notice?: string) =>
      paymentPage({
        provider: 'Stripe',
        amountPaise: session.amount_total,
        description: session.description,
        isOpen: session.status === 'open',
        ...(notice !== undefined && { notice }),
      });
    if (session.status === 'complete' && method === 'POST') return seeOther(session.success_url);
    if (session.status !== 'open')
      return show(session.status === 'complete' ? 'This is paid.' : 'This payment page has expired.');
    if (method !== 'POST') return show();
    const action = new URLSearchParams(body).get('action');
    if (action === 'cancel') return seeOther(session.cancel_url);
    const intent = session.payment_intent ?? newId('pi');
    if (action !== 'pay') {
      tell('payment_intent.payment_failed', { id: intent, object: 'payment_intent', metadata: session.metadata });
      return show('The card was declined. Try again or go back.');
    }
    const complete = { status: 'complete', payment_status: 'paid', payment_intent: intent, url: null } as const;
    tell('checkout.session.completed', save({ ...session, ...complete, paid_at: seconds() }));
    return seeOther(session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id));
  }

  const server = await startProviderServer(
    options.port,
    (asked) => {
      if (asked.path === '/settlement') return settlementAnswer(asked, settlement);
      return asked.path.startsWith('/v1/') ? api(asked) : page(asked);
    },
    behaviour,
  );
  url = server.url;
  sender.resume();
  return {
    url,
    behaviour,
    sign,
    get events() {
      return sender.events;
    },
    dispute(sessionId, status) {
      const session = find(sessionId);
      const type = status === 'needs_response' ? 'charge.dispute.created' : 'charge.dispute.closed';
      const money = {
        amount: session?.amount_total ?? 0,
        currency: 'inr',
        payment_intent: session?.payment_intent ?? null,
      };
      const evidence = { due_by: seconds() + 7 * 86_400 };
      tell(type, {
        id: `dp_${sessionId}`,
        object: 'dispute',
        ...money,
        reason: 'fraudulent',
        status,
        created: seconds(),
        evidence_details: evidence,
      });
    },
    settlement,
    async stop() {
      sender.stop();
      await server.stop();
    },
  };
}
