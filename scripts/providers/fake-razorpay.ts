import { createHmac } from 'node:crypto';
import { CallbackSender, newId } from './callback-sender.ts';
import type { FakeOptions } from './fake-stripe.ts';
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
import { type RazorpayLink, type RazorpayRefund, razorpayLink } from './razorpay-objects.ts';
import { razorpaySettlement, settlementAnswer } from './settlement-files.ts';

export interface FakeRazorpay extends ProviderServer {
  behaviour: Behaviour;
  /** What was told, oldest first: the very bytes. */
  readonly events: CallbackSender['events'];
  /** The header that proves a body. */
  sign(body: string): string;
  dispute(linkId: string, status: 'created' | 'won' | 'lost'): void;
  /** The settlement report of these days (UTC), as CSV. */
  settlement(from: string, to: string): string;
}

const refuse = (status: number, description: string): Answer =>
  json(status, { error: { code: 'BAD_REQUEST_ERROR', description } });

const hmac = (text: string, secret: string): string => createHmac('sha256', secret).update(text).digest('hex');

/** Razorpay's payment links, refunds, disputes and call-backs, as far as we use them. */
export async function startFakeRazorpay(
  { keyId, keySecret, webhookSecret }: { keyId: string; keySecret: string; webhookSecret: string },
  options: FakeOptions,
): Promise<FakeRazorpay> {
  const { behaviour, now } = options;
  const book = new ProviderBook(options.bookPath);
  const seconds = () => Math.floor(now() / 1000);
  const sign = (body: string) => hmac(body, webhookSecret);
  const sender = new CallbackSender(book, behaviour, options.callbackUrl, ({ id, body }) => ({
    'x-razorpay-signature': sign(body),
    'x-razorpay-event-id': id,
  }));
  let url = '';
  const settlement = (from: string, to: string) => razorpaySettlement(book, from, to);

  const tell = (event: string, entities: Record<string, object>) => {
    const payload = Object.fromEntries(Object.entries(entities).map(([name, entity]) => [name, { entity }]));
    const common = { entity: 'event', account_id: 'acc_test', created_at: seconds() };
    sender.tell(newId('evt'), { ...common, event, contains: Object.keys(entities), payload });
  };
  const save = (link: RazorpayLink) => book.put('link', link.id, link);
  const links = () => book.all<RazorpayLink>('link');

  /** Links run out by themselves. */
  function find(id: string): RazorpayLink | undefined {
    const link = book.get<RazorpayLink>('link', id);
    if (link?.status !== 'created' || link.expire_by > seconds()) return link;
    const expired = save({ ...link, status: 'expired' });
    tell('payment_link.expired', { payment_link: expired });
    return expired;
  }

  function createLink({ body }: Asked): Answer {
    const made = razorpayLink(JSON.parse(body) as object, { url, seconds: seconds() });
    if (!('id' in made)) return refuse(400, made.description);
    if (links().some(({ reference_id }) => reference_id === made.reference_id)) {
      return refuse(400, `payment link with given reference_id (${made.reference_id}) already exists`);
    }
    return json(200, save(made));
  }

  function cancel(link: RazorpayLink): Answer {
    if (link.status !== 'created') return refuse(400, `Payment Link cannot be cancelled as it is ${link.status}`);
    const cancelled = save({ ...link, status: 'cancelled' });
    tell('payment_link.cancelled', { payment_link: cancelled });
    return json(200, cancelled);
  }

  const refundsOf = (paymentId: string) =>
    book.all<RazorpayRefund>('refund').filter(({ payment_id }) => payment_id === paymentId);

  function refund(paymentId: string, { headers, body }: Asked): Answer {
    const key = headers['x-refund-idempotency'];
    if (typeof key !== 'string' || key.length < 10) return refuse(400, 'Send an X-Refund-Idempotency of 10 characters');
    const known = book.get<{ body: string; id: string }>('key', key);
    if (known !== undefined) {
      return known.body === body ? json(200, book.get('refund', known.id)) : refuse(400, 'Different request body');
    }
    const paid = links()
      .flatMap(({ payments }) => payments ?? [])
      .find(({ payment_id }) => payment_id === paymentId);
    if (paid === undefined) return json(404, { error: { code: 'BAD_REQUEST_ERROR', description: 'No such payment' } });
    const posted = JSON.parse(body) as { amount: number; receipt?: string; notes?: Record<string, string> };
    const before = refundsOf(paymentId).reduce(
      (sum, { amount, status }) => sum + (status === 'failed' ? 0 : amount),
      0,
    );
    if (!(posted.amount > 0) || before + posted.amount > paid.amount) {
      return refuse(400, 'The total refund amount is greater than the payment amount');
    }
    const made: RazorpayRefund = {
      id: newId('rfnd'),
      entity: 'refund',
      amount: posted.amount,
      currency: 'INR',
      payment_id: paymentId,
      status: behaviour.isRefundInstant() ? 'processed' : 'pending',
      receipt: posted.receipt ?? null,
      notes: posted.notes ?? {},
      created_at: seconds(),
    };
    book.put('refund', made.id, made);
    book.put('key', key, { body, id: made.id });
    if (made.status === 'pending') {
      tell('refund.processed', { refund: book.put('refund', made.id, { ...made, status: 'processed' as const }) });
    }
    return json(200, made);
  }

  function api(asked: Asked): Answer {
    const expected = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString('base64')}`;
    if (asked.headers.authorization !== expected) return refuse(401, 'Authentication failed');
    const [, , area, id, verb] = asked.path.split('/');
    const isPost = asked.method === 'POST';
    if (area === 'payments' && id !== undefined) {
      if (isPost && verb === 'refund') return refund(id, asked);
      return json(200, { entity: 'collection', count: refundsOf(id).length, items: refundsOf(id) });
    }
    if (area !== 'payment_links') return refuse(404, 'The requested URL was not found on the server.');
    if (id === undefined) {
      if (isPost) return createLink(asked);
      const wanted = asked.query.get('reference_id');
      return json(200, { payment_links: links().filter(({ reference_id }) => reference_id === wanted) });
    }
    const link = find(id);
    if (link === undefined) return refuse(404, 'The id provided does not exist');
    return isPost && verb === 'cancel' ? cancel(link) : json(200, link);
  }

  function goBack(link: RazorpayLink): Answer {
    const paymentId = link.payments?.[0]?.payment_id ?? '';
    const back = new URL(link.callback_url);
    if (paymentId !== '') {
      back.searchParams.set('razorpay_payment_id', paymentId);
      back.searchParams.set('razorpay_payment_link_id', link.id);
      back.searchParams.set('razorpay_payment_link_reference_id', link.reference_id);
      back.searchParams.set('razorpay_payment_link_status', link.status);
      back.searchParams.set(
        'razorpay_signature',
        hmac(`${link.id}|${link.reference_id}|${link.status}|${paymentId}`, keySecret),
      );
    }
    return seeOther(back.href);
  }

  function page({ method, path, body }: Asked): Answer {
    const link = find(path.split('/')[2] ?? '');
    if (link === undefined) return { status: 404, body: 'There is no such payment.' };
    const show = (notice?: string) =>
      paymentPage({
        provider: `Razorpay (${link.method})`,
        amountPaise: link.amount,
        description: link.description,
        isOpen: link.status === 'created',
        ...(notice !== undefined && { notice }),
      });
    if (link.status === 'paid' && method === 'POST') return goBack(link);
    if (link.status !== 'created') return show(`This payment link is ${link.status}.`);
    if (method !== 'POST') return show();
    const action = new URLSearchParams(body).get('action');
    if (action === 'cancel') return goBack(link);
    const payment = { payment_id: newId('pay'), amount: link.amount, method: link.method, created_at: seconds() };
    const entity = {
      id: payment.payment_id,
      entity: 'payment',
      amount: link.amount,
      currency: 'INR',
      method: link.method,
    };
    if (action !== 'pay') {
      tell('payment.failed', { payment: { ...entity, status: 'failed', notes: link.notes } });
      return show('The payment failed. Try again or go back.');
    }
    const paid = save({
      ...link,
      status: 'paid',
      amount_paid: link.amount,
      payments: [{ ...payment, status: 'captured' }],
    });
    tell('payment_link.paid', { payment_link: paid, payment: { ...entity, status: 'captured', notes: link.notes } });
    return goBack(paid);
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
    dispute(linkId, status) {
      const link = find(linkId);
      const payment_id = link?.payments?.[0]?.payment_id ?? '';
      const times = { created_at: seconds(), respond_by: seconds() + 7 * 86_400 };
      const money = { amount: link?.amount ?? 0, currency: 'INR', payment_id };
      const dispute = {
        id: `disp_${linkId}`,
        entity: 'dispute',
        ...money,
        reason_code: 'goods_not_received',
        ...times,
      };
      tell(`payment.dispute.${status}`, { dispute });
    },
    settlement,
    async stop() {
      sender.stop();
      await server.stop();
    },
  };
}
