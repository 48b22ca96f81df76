import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orThrow } from '#platform/errors';
import { minute, restoreTimers, stopTimers, token } from './buyer.test-support.ts';
import { sampleRequest } from './sample-request.test-support.ts';
import { quote, ShopModel } from './shop-model.test-support.ts';

beforeEach(stopTimers);
afterEach(restoreTimers);

/** What a buyer may believe of one cart, whatever happens behind it. */
interface Model {
  state: 'open' | 'awaiting' | 'placed';
  /** Answers that were kept, with the body that they were asked with. */
  answers: Map<string, { bodyHash: string; body: string }>;
  lines: number;
}
interface Real {
  shop: ShopModel;
  cartId: string;
}
type Deed = fc.AsyncCommand<Model, Real>;

const paymentOf = ({ shop }: Real) => [...shop.provider.payments.keys()].at(-1) ?? '';

/** Any number of the same request is one order, and one answer. */
class Place implements Deed {
  readonly #key: string;
  readonly #bodyHash: string;

  constructor(key: string, bodyHash: string) {
    this.#key = key;
    this.#bodyHash = bodyHash;
  }

  check = () => true;
  toString = () => `place ${this.#key} ${this.#bodyHash}`;

  async run(model: Model, { shop, cartId }: Real): Promise<void> {
    const request = {
      ...sampleRequest,
      paymentMethod: this.#bodyHash === 'card' ? ('card' as const) : ('cod' as const),
    };
    const idempotency = { key: this.#key, bodyHash: this.#bodyHash };
    const outcome = await shop.run(cartId, (desk) => desk.place(token, request, idempotency, 'req'));
    if (outcome === 'crashed') throw new Error('nothing crashes here');
    const known = model.answers.get(this.#key);
    if (known !== undefined && known.bodyHash !== this.#bodyHash) {
      expect(outcome).toMatchObject({ failure: { code: 'idempotency_mismatch' } });
      return;
    }
    if (known === undefined && model.state === 'placed') {
      expect(outcome).toMatchObject({ failure: { code: 'conflict' } });
      return;
    }
    const value = orThrow(outcome);
    if (value.kind !== 'answered') throw new Error(value.kind);
    const { status, body } = value.answer;
    if (known !== undefined) {
      expect(body).toBe(known.body);
      return;
    }
    if (model.state === 'awaiting') {
      expect([status, value.replayed]).toEqual([202, true]);
      return;
    }
    expect(status).toBe(this.#bodyHash === 'card' ? 202 : 201);
    model.answers.set(this.#key, { bodyHash: this.#bodyHash, body });
    model.state = status === 202 ? 'awaiting' : 'placed';
  }
}

const deed = (name: string, isPossible: (model: Readonly<Model>) => boolean, run: Deed['run']): Deed => ({
  check: isPossible,
  toString: () => name,
  run,
});

const pay = deed(
  'pay',
  ({ state }) => state === 'awaiting',
  async (model, real) => {
    const { shop, cartId } = real;
    shop.provider.pay(paymentOf(real));
    const told = shop.provider.news.at(-1);
    if (told === undefined) throw new Error('nothing told');
    await shop.run(cartId, (desk) => desk.paymentReported(told));
    model.state = 'placed';
  },
);
const tellAgain = deed(
  'tell again',
  () => true,
  async (_, { shop, cartId }) => {
    for (const told of shop.provider.news) await shop.run(cartId, (desk) => desk.paymentReported(told));
  },
);
const abandon = deed(
  'abandon',
  () => true,
  async (model, { shop, cartId }) => {
    const outcome = await shop.run(cartId, (desk) => desk.abandon(token));
    if (outcome === 'crashed') throw new Error('nothing crashes here');
    if (model.state === 'awaiting') model.state = 'open';
    expect(orThrow(outcome).kind).toBe(model.state === 'placed' ? 'answered' : 'open');
  },
);
const expire = deed(
  'expire',
  ({ state }) => state === 'awaiting',
  async (model, { shop, cartId }) => {
    shop.clock.advanceMs(15 * minute);
    await shop.ringAlarms();
    await shop.run(cartId, (desk) => desk.change(token, { kind: 'requote' }, [quote], shop.nowMs));
    model.state = 'open';
  },
);
const edit = deed(
  'edit',
  ({ lines }) => lines < 20,
  async (model, { shop, cartId }) => {
    const changed = await shop.add(cartId, token, 1);
    expect(changed.ok).toBe(model.state === 'open');
    if (changed.ok) model.lines += 1;
  },
);
const restart = deed(
  'restart',
  () => true,
  async (_, { shop, cartId }) => shop.restart(cartId),
);

const keys = fc.constantFrom('k1', 'k2', 'k3');
const deeds = [
  fc.tuple(keys, fc.constantFrom('card', 'cod')).map(([key, body]) => new Place(key, body)),
  fc.constant(pay),
  fc.constant(tellAgain),
  fc.constant(abandon),
  fc.constant(expire),
  fc.constant(edit),
  fc.constant(restart),
];

describe('any buyer of one cart, in any order, restarts included', () => {
  it('is admitted or told why not, gets one answer a key and at most one order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.commands(deeds, { maxCommands: 25 }), async (told) => {
        const shop = new ShopModel([{ quantity: 100, mrpPaise: 13_000, expiresOn: null }]);
        const cartId = await shop.openCart(token, 1);
        const setup = () => ({
          model: { state: 'open', answers: new Map(), lines: 1 } as Model,
          real: { shop, cartId },
        });
        await fc.asyncModelRun(setup, told);
        const orders = orThrow(await shop.desk(cartId).read(token)).status === 'placed' ? 1 : 0;
        expect([shop.written.size, shop.numbers.size]).toEqual([orders, orders]);
      }),
      { numRuns: 200 },
    );
  });
});
