import { strict as assert } from 'node:assert';
import { orThrow } from '#platform/errors';
import type { PlaceOrderRequest, PlaceOutcome } from '#platform/objects';
import type { PaymentMethodCode } from '#platform/payments-door';
import type { CheckoutDesk } from '../../durable-objects/checkout/checkout-desk.ts';
import { sampleRequest } from '../../durable-objects/checkout/sample-request.test-support.ts';
import {
  type Fate,
  fates,
  quote,
  ShopModel,
  seededRandom,
} from '../../durable-objects/checkout/shop-model.test-support.ts';
import { SqlPool } from '../../durable-objects/node-sql-pool.test-support.ts';
import { expectConserved } from './saga-books.ts';

/** What happened in the stories, counted: a simulation in which nothing goes wrong proves nothing. */
export const newFigures = () => ({
  sold: 0,
  soldAfterPayment: 0,
  refused: 0,
  crashed: 0,
  slept: 0,
  abandoned: 0,
  compensated: 0,
  refunded: 0,
  splitTenders: 0,
  couponUses: 0,
  withoutGoods: 0,
});
export type Figures = ReturnType<typeof newFigures>;

const pool = new SqlPool();
const minute = 60_000;
export const token = 'a'.repeat(64);
const methods: readonly PaymentMethodCode[] = [
  'cod',
  'card',
  'card',
  'card',
  'upi_qr',
  'bank_transfer',
  'dealer_credit',
  'gift_card',
];

interface Buyer {
  cartId: string;
  request: PlaceOrderRequest;
  hasCoupon: boolean;
  key: number;
  bodies: Map<string, string>;
}

/** One story of some buyers of one shelf, told by its seed alone. Throws where the books do not agree in the end. */
export async function tellStory(
  seed: number,
  figures: Figures,
  goodsMissing: () => ReadonlySet<unknown>,
): Promise<void> {
  try {
    await new Story(seed, figures).tell(goodsMissing);
  } finally {
    pool.recycle();
  }
}

class Story {
  readonly #random: () => number;
  readonly #figures: Figures;
  readonly #shop: ShopModel;
  readonly #units: number;
  readonly #buyers: Buyer[] = [];
  readonly #accounts = new Map<string, number>();

  constructor(seed: number, figures: Figures) {
    this.#random = seededRandom(seed);
    this.#figures = figures;
    this.#units = 1 + this.#upTo(6);
    const shelf = { quantity: this.#units, mrpPaise: 13_000, expiresOn: null };
    this.#shop = new ShopModel([shelf, { quantity: 2, mrpPaise: 11_900, expiresOn: '2026-12-31' }], pool);
  }

  async tell(goodsMissing: () => ReadonlySet<unknown>): Promise<void> {
    const shop = this.#shop;
    await this.#letBuyersIn();
    const trouble = this.#random() * 0.5;
    shop.fateOf = (): Fate => (this.#random() < trouble ? (fates[this.#upTo(fates.length)] ?? 'answered') : 'answered');
    for (let turn = 0; turn < this.#buyers.length * 7; turn++) {
      const buyer = this.#oneOf(this.#buyers);
      await this.#act(buyer);
      const sleeps = this.#random() < 0.06;
      if (sleeps) this.#figures.slept += 1;
      shop.clock.advanceMs(sleeps ? 16 * minute : this.#upTo(10) * 1_000);
      if (this.#random() < 0.5) await shop.ringAlarms();
    }
    await this.#settle();
    await this.#check(goodsMissing());
  }

  async #letBuyersIn(): Promise<void> {
    const shop = this.#shop;
    const open = (paidIn: number, limit = 0) => {
      const accountId = shop.openAccount(paidIn, limit);
      this.#accounts.set(accountId, paidIn);
      return accountId;
    };
    const cards = [open(this.#upTo(40_000) + 1), open(this.#upTo(10_000) + 1)];
    const creditAccountId = open(0, 60_000);
    for (let index = 0; index < 1 + this.#upTo(4); index++) {
      const cartId = await shop.openCart(token, 1 + this.#upTo(3));
      const hasCoupon = this.#random() < 0.4;
      if (hasCoupon) orThrow(await shop.addCoupon(cartId, token, 2));
      const paymentMethod = this.#oneOf(methods);
      const brought = cards.filter(() => this.#random() < 0.3 || paymentMethod === 'gift_card');
      const vouchers = brought.map((accountId) => ({ accountId, method: 'gift_card' as const, label: '' }));
      const request = { ...sampleRequest, paymentMethod, vouchers, creditAccountId };
      this.#buyers.push({ cartId, request, hasCoupon, key: 1, bodies: new Map() });
    }
  }

  async #act(buyer: Buyer): Promise<void> {
    const { cartId } = buyer;
    const dice = this.#random();
    if (dice < 0.4) return this.#place(buyer, `key-${buyer.key}`);
    if (dice < 0.46) return this.#place(buyer, 'another-tab');
    if (dice < 0.64) return this.#pay(buyer);
    if (dice < 0.8) return this.#deliver();
    if (dice < 0.84) return this.#do(cartId, (desk) => desk.standing(token));
    if (dice < 0.89) {
      this.#figures.abandoned += 1;
      return this.#do(cartId, (desk) => desk.abandon(token));
    }
    if (dice < 0.93) {
      const change = { kind: 'requote' } as const;
      return this.#do(cartId, (desk) => desk.change(token, change, [quote], this.#shop.nowMs));
    }
    if (dice < 0.97) return this.#do(cartId, (desk) => desk.resume());
    return this.#do(cartId, (desk) => desk.compensate('ordered by mistake'));
  }

  async #place(buyer: Buyer, key: string): Promise<void> {
    const { cartId, request, bodies } = buyer;
    const outcome = await this.#run(cartId, (desk) => desk.place(token, request, { key, bodyHash: 'body' }, 'req'));
    if (outcome === 'crashed' || !outcome.ok) return;
    await this.#read(buyer, outcome.value);
    const kept = this.#shop.recordsOf(cartId).answer(key);
    if (outcome.value.kind !== 'answered' || kept === undefined) return;
    assert.equal(kept.answer.body, outcome.value.answer.body, 'an answer is what is kept of it');
    assert.equal(bodies.get(key) ?? kept.answer.body, kept.answer.body, 'the same key got another answer');
    bodies.set(key, kept.answer.body);
  }

  /** As a client does: new prices where they are too old, a new key after a refusal. */
  async #read(buyer: Buyer, value: PlaceOutcome): Promise<void> {
    const { cartId } = buyer;
    if (value.kind === 'stale_quote') {
      await this.#shop.desk(cartId).change(token, { kind: 'requote' }, [quote], this.#shop.nowMs);
      return;
    }
    const isPaying = value.answer.status === 202;
    const isOpen = this.#shop.recordsOf(cartId).cart?.cart.status === 'open';
    if (value.answer.status !== 201 && (!isPaying || isOpen)) buyer.key += 1;
  }

  async #pay({ cartId }: Buyer): Promise<void> {
    const { provider } = this.#shop;
    const open = [...provider.payments.values()].filter(({ demand }) => demand.cartId === cartId);
    if (open.length === 0) return;
    const { paymentId, amountPaise } = this.#oneOf(open).demand;
    const dice = this.#random();
    if (dice < 0.1) provider.refuse(paymentId);
    else if (dice < 0.16) provider.pay(paymentId, amountPaise - 1);
    else provider.pay(paymentId);
  }

  /** News comes once, twice, late, in any order, or never. */
  async #deliver(): Promise<void> {
    const { provider } = this.#shop;
    if (provider.news.length === 0) return;
    const at = this.#upTo(provider.news.length);
    const report = provider.news[at];
    if (report === undefined) return;
    if (this.#random() < 0.7) provider.news.splice(at, 1);
    if (this.#random() < 0.15) return;
    const told = this.#random() < 0.1 ? provider.staleFailure(report.paymentId) : report;
    // A provider calls a payment failed only when it can no longer be paid, or somebody has paid it all the same.
    await this.#do(report.cartId, (desk) => desk.paymentReported(told));
  }

  async #do(cartId: string, work: (desk: CheckoutDesk) => Promise<unknown>): Promise<void> {
    await this.#run(cartId, work);
  }

  async #run<T>(cartId: string, work: (desk: CheckoutDesk) => Promise<T>): Promise<T | 'crashed'> {
    const outcome = await this.#shop.run(cartId, work);
    if (outcome === 'crashed') this.#figures.crashed += 1;
    return outcome;
  }

  /** Everybody is well again: what was told and not heard is told once more, and time passes until nothing is left to do. */
  async #settle(): Promise<void> {
    const shop = this.#shop;
    shop.fateOf = () => 'answered';
    for (const report of shop.provider.news.splice(0)) {
      await shop.run(report.cartId, (desk) => desk.paymentReported(report));
    }
    for (let round = 0; round < 400; round++) {
      const busy = shop.cartIds.filter((cartId) => !shop.isAtRest(cartId));
      if (busy.length === 0) break;
      const nextMs = Math.min(...busy.map((cartId) => shop.alarmOf(cartId) ?? shop.nowMs + minute));
      shop.clock.advanceMs(Math.max(nextMs - shop.nowMs, 1));
      await shop.ringAlarms();
    }
    shop.writeKept();
    shop.clock.advanceMs(8 * 24 * 60 * minute);
  }

  async #check(goodsMissing: ReadonlySet<unknown>): Promise<void> {
    const shop = this.#shop;
    const figures = this.#figures;
    const books = { shop, units: this.#units + 2, accounts: this.#accounts, goodsMissing };
    const seen = expectConserved(books);
    figures.splitTenders += seen.splitTenders;
    figures.couponUses += seen.couponUses;
    figures.soldAfterPayment += seen.soldAfterPayment;
    figures.refunded += shop.provider.refunds.size;
    figures.withoutGoods += goodsMissing.size;
    for (const buyer of this.#buyers) await this.#checkBuyer(buyer);
  }

  async #checkBuyer({ cartId, request, bodies }: Buyer): Promise<void> {
    const shop = this.#shop;
    assert.ok(shop.isAtRest(cartId), 'a checkout is stuck');
    const cart = orThrow(await shop.desk(cartId).read(token));
    const isSold = shop.written.has(cart.orderId ?? '');
    assert.equal(cart.status, isSold ? 'placed' : 'open', 'a cart and its order disagree');
    const shown = shop.sagas.get(cartId)?.status;
    if (shown !== undefined) assert.equal(shown, isSold ? 'completed' : 'compensated', 'a saga shows something else');
    if (shown === 'compensated') this.#figures.compensated += 1;
    for (const [key, body] of bodies) {
      const again = orThrow(await shop.desk(cartId).place(token, request, { key, bodyHash: 'body' }, 'req'));
      assert.equal(again.kind === 'answered' && again.answer.body, body, 'a kept answer has changed');
    }
    this.#figures[isSold ? 'sold' : 'refused'] += 1;
    const standing = orThrow(await shop.desk(cartId).standing(token));
    if (isSold)
      assert.equal(standing.kind === 'answered' && standing.answer.status, 201, 'a sold cart does not say so');
  }

  #upTo(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #oneOf<T>(of: readonly T[]): T {
    const chosen = of[this.#upTo(of.length)];
    if (chosen === undefined) throw new Error('Nothing to choose from');
    return chosen;
  }
}
