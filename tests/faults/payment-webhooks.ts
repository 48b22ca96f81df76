import { createHmac } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { payments } from '#db/schema/orders';
import { readRazorpayCallback, readStripeCallback, receiveCallback, sweepPayments } from '#modules/payments';
import { recordScopeOf } from '#platform/access/record-scope';
import { fixedClock } from '#platform/clock';
import type { Permitted } from '#platform/context';
import { testContext } from '#platform/context.test-support';
import { AppError, fail, succeed } from '#platform/errors';
import { fact, writeFacts } from '#platform/facts';
import { uuidv7 } from '#platform/ids';
import type { Objects } from '#platform/objects';
import type { PaymentReport } from '#platform/payments-door';
import { stripeSignature } from '../../scripts/providers/fake-stripe.ts';
import { placedOrder, recordsOf } from '../database/placed-orders.ts';
import { seededRandom } from '../seeded-random.ts';

/** What came of a flood. `lost` and `doubled` must be 0, and whatever is not genuine refused. */
export interface FloodOutcome {
  seed: number;
  messages: number;
  genuine: number;
  /** Forged, changed, stale and made with another secret: all of them. */
  forged: number;
  refused: number;
  replays: number;
  /** Handlings that failed on purpose, and were done later. */
  failedHandlings: number;
  /** Genuine ones without their effect. */
  lost: number;
  /** Effects that happened more than once, or for something forged. */
  doubled: number;
  /** Call-backs that are still open in the end. */
  open: number;
}

const AMOUNT = 41_450;
const startMs = Date.parse('2026-11-22T12:00:00.000Z');
const [stripeSecret, razorpaySecret] = ['whsec_flood', 'razorpay-flood'];
/** As many as a gateway may handle at once on one machine. */
const LANES = 16;
const INSERT_AT_ONCE = 5_000;

type Fate = 'genuine' | 'replayed' | 'tampered' | 'stale' | 'other secret';

interface Message {
  provider: 'stripe' | 'razorpay';
  paymentId: string;
  body: string;
  signature: string;
  fate: Fate;
}

function stripeBody(ids: Record<string, string>, name: string, nowSeconds: number): string {
  const object = {
    id: `cs_${name}`,
    status: 'complete',
    payment_status: 'paid',
    amount_total: AMOUNT,
    currency: 'inr',
    payment_intent: `pi_${name}`,
    url: null,
    metadata: ids,
  };
  const type = 'checkout.session.completed';
  return JSON.stringify({ id: `evt_${name}`, object: 'event', created: nowSeconds, type, data: { object } });
}

function razorpayBody(ids: Record<string, string>, name: string, nowSeconds: number): string {
  const link = {
    id: `plink_${name}`,
    status: 'paid',
    amount: AMOUNT,
    amount_paid: AMOUNT,
    currency: 'INR',
    reference_id: ids.payment_id,
    short_url: '',
    notes: ids,
    payments: [{ payment_id: `pay_${name}`, status: 'captured' }],
  };
  const payload = { payment_link: { entity: link }, payment: { entity: { id: `pay_${name}` } } };
  return JSON.stringify({ entity: 'event', event: 'payment_link.paid', created_at: nowSeconds, payload });
}

const hmac = (body: string, secret: string): string => createHmac('sha256', secret).update(body).digest('hex');

/** A message with the fate of a forgery: nothing of it may take effect. */
function forge(genuine: Message, fate: Fate, nowSeconds: number): Message {
  const { provider, body } = genuine;
  const isStripe = provider === 'stripe';
  const sign = (text: string, secret: string, at: number) =>
    isStripe ? stripeSignature(text, secret, at) : hmac(text, secret);
  if (fate === 'tampered') return { ...genuine, fate, body: body.replaceAll(String(AMOUNT), String(AMOUNT + 1)) };
  if (fate === 'other secret') return { ...genuine, fate, signature: sign(body, 'somebody else', nowSeconds) };
  // Razorpay signs no time, but its events hold one.
  const old = isStripe ? body : body.replace(String(nowSeconds), String(nowSeconds - 3 * 86_400));
  return {
    ...genuine,
    fate,
    body: old,
    signature: sign(old, isStripe ? stripeSecret : razorpaySecret, nowSeconds - 301),
  };
}

/** Every payment's one genuine message and, around it, what strangers and the network make of it, in any order. */
function floodOf(count: number, random: () => number, payIds: (index: number) => Record<string, string>): Message[] {
  const nowSeconds = startMs / 1000;
  const messages: Message[] = [];
  const others: Fate[] = ['replayed', 'tampered', 'stale', 'other secret'];
  for (let index = 0; messages.length < count; index++) {
    const ids = payIds(index);
    const provider = index % 2 === 0 ? 'stripe' : 'razorpay';
    const name = `${index}x${Math.floor(random() * 1e9)}`;
    const body = (provider === 'stripe' ? stripeBody : razorpayBody)(ids, name, nowSeconds);
    const signature =
      provider === 'stripe' ? stripeSignature(body, stripeSecret, nowSeconds) : hmac(body, razorpaySecret);
    const genuine: Message = { provider, paymentId: ids.payment_id ?? '', body, signature, fate: 'genuine' };
    messages.push(genuine);
    for (let more = Math.floor(random() * 4); more > 0 && messages.length < count; more--) {
      const fate = others[Math.floor(random() * others.length)] ?? 'replayed';
      messages.push(fate === 'replayed' ? { ...genuine, fate } : forge(genuine, fate, nowSeconds));
    }
  }
  for (let at = messages.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [messages[at], messages[other]] = [messages[other] as Message, messages[at] as Message];
  }
  return messages;
}

/** Checkouts of half of the payments: they know what they took, and fail now and then before or after they have taken it. */
class Checkouts {
  readonly taken = new Map<string, Set<string>>();
  failures = 0;
  failOften = true;
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  async paymentReported(report: PaymentReport) {
    const fails = this.failOften && this.#random() < 0.2;
    if (fails) this.failures += 1;
    if (fails && this.#random() < 0.3) return fail('unavailable', 'The object restarts');
    if (fails && this.#random() < 0.5) throw new Error('The object is gone');
    const reports = this.taken.get(report.paymentId) ?? new Set();
    this.taken.set(report.paymentId, reports.add(report.reportId));
    if (fails) throw new Error('The answer got lost');
    return succeed({ outcome: 'taken' as const });
  }
}

/** One order whose payments are all awaited: half of the flood is about it, the other half about checkouts. */
async function openPayments(db: Database, ctx: Permitted, paymentIds: readonly string[]): Promise<string> {
  const order = placedOrder([]);
  await db.batch(writeFacts(await recordsOf(ctx.personal, order)));
  const row = {
    orderId: order.orderId,
    method: 'card',
    status: 'pending' as const,
    currency: 'INR',
    amountPaise: AMOUNT,
  };
  const rest = { provider: 'stripe' as const, providerRef: null, capturedAt: null, refundedPaise: 0 };
  const createdAt = ctx.clock.now().toISOString();
  const facts = paymentIds.map((id) => fact(payments, { id, ...row, ...rest, createdAt }));
  for (let at = 0; at < facts.length; at += INSERT_AT_ONCE) {
    await db.batch(writeFacts(facts.slice(at, at + INSERT_AT_ONCE)));
  }
  return order.orderId;
}

const bytes = (text: string) => new TextEncoder().encode(text);

/** `count` call-backs of two providers into the real verb: genuine, replayed, tampered, stale and forged ones, in any order. */
export async function floodWebhooks(db: Database, count: number, seed: number): Promise<FloodOutcome> {
  const random = seededRandom(seed);
  const clock = fixedClock(new Date(startMs));
  let made = 0;
  const id = () =>
    uuidv7(
      startMs + Math.floor(made++ / 1_000),
      Uint8Array.from({ length: 10 }, () => random() * 256),
    );
  const checkouts = new Checkouts(random);
  const actor = { kind: 'system', name: 'flood' } as const;
  const ctx = testContext({
    actor,
    clock,
    db: db.within(recordScopeOf(actor, startMs)),
    objects: {
      checkout: () => checkouts,
      outboxRelay: () => ({ kick: async () => undefined }),
    } as unknown as Objects,
  });

  const ofOrder: string[] = [];
  let orderId = '';
  const messages = floodOf(count, random, (index) => {
    const payment_id = id();
    if (index % 4 < 2) ofOrder.push(payment_id);
    return { payment_id, cart_id: id(), order_id: id() };
  });
  orderId = await openPayments(db, ctx, ofOrder);

  const outcome = { seed, messages: messages.length, genuine: 0, forged: 0, refused: 0, replays: 0 };
  const deliver = async ({ provider, body, signature, fate }: Message): Promise<void> => {
    if (fate === 'genuine') outcome.genuine += 1;
    else if (fate === 'replayed') outcome.replays += 1;
    else outcome.forged += 1;
    const [read, secret] =
      provider === 'stripe' ? [readStripeCallback, stripeSecret] : [readRazorpayCallback, razorpaySecret];
    try {
      await receiveCallback(ctx, await read(bytes(body), signature, [secret], startMs), []);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === 'unauthenticated') outcome.refused += 1;
      else if (error.code !== 'unavailable') throw error;
    }
  };
  let next = 0;
  const lane = async () => {
    for (let message = messages[next++]; message !== undefined; message = messages[next++]) await deliver(message);
  };
  await Promise.all(Array.from({ length: LANES }, lane));

  // The providers do not try again here: all that failed is left to the sweep.
  checkouts.failOften = false;
  for (let round = 0; round < count; round++) {
    clock.advanceMs(2 * 3_600_000);
    const swept = await sweepPayments(ctx, Number.MAX_SAFE_INTEGER);
    if (swept.callbacks === 0) break;
  }
  return {
    ...outcome,
    failedHandlings: checkouts.failures,
    ...(await judge(db, { messages, checkouts, ofOrder, orderId })),
  };
}

interface Evidence {
  messages: readonly Message[];
  checkouts: Checkouts;
  ofOrder: readonly string[];
  orderId: string;
}

async function judge(db: Database, { messages, checkouts, ofOrder, orderId }: Evidence) {
  const [captured, events, open] = (await db.batch([
    sql`select id from payments where order_id = ${orderId} and status = 'captured'`,
    sql`select data ->> 'paymentId' as id, count(*) as times from events
      where type = 'payment.captured' and subject = ${orderId} group by 1`,
    sql`select id from payment_reports where status = 'received' or due_at is not null`,
  ])) as unknown as [{ id: string }[], { id: string; times: number }[], { id: string }[]];
  const genuine = new Set(messages.filter(({ fate }) => fate === 'genuine').map(({ paymentId }) => paymentId));
  const orders = new Set(ofOrder);
  const done = new Map<string, number>(events.map(({ id, times }) => [id, times]));
  for (const [paymentId, reports] of checkouts.taken) done.set(paymentId, (done.get(paymentId) ?? 0) + reports.size);
  const capturedIds = new Set(captured.map(({ id }) => id));
  const isDone = (paymentId: string) => done.has(paymentId) && (!orders.has(paymentId) || capturedIds.has(paymentId));
  return {
    lost: [...genuine].filter((paymentId) => !isDone(paymentId)).length,
    doubled: [...done].filter(([paymentId, times]) => times > 1 || !genuine.has(paymentId)).length,
    open: open.length,
  };
}
