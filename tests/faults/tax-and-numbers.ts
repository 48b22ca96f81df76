import { supplyKind } from '#modules/finance';
import { draftOrder } from '#modules/orders';
import type { Fact } from '#platform/facts';
import type { Allocation } from '#platform/objects';
import { nodeSql } from '../../durable-objects/node-sql.test-support.ts';
import { DocumentBook } from '../../durable-objects/number-series/document-book.ts';
import { GroupWriter } from '../../durable-objects/number-series/group-writer.ts';
import { type BilledOrder, type Pieces, returnAmounts } from '../../workers/modules/orders/returns/return-amounts.ts';
import {
  cartOf,
  heldFrom,
  idOf,
  quotedAtMs,
  sampleRequest,
} from '../../workers/modules/orders/sample-cart.test-support.ts';
import { seededRandom } from '../seeded-random.ts';

export interface TaxAndNumbers {
  orders: number;
  creditNotes: number;
  /** What does not add up, in words, the first few. */
  wrong: string[];
  /** Numbers that are missing or were given twice, over all series. */
  numberGaps: number;
  /** Documents that were written more than once or not at all. */
  lostOrDoubled: number;
}

const ISSUERS = 32;
const RATES = [0, 500, 1_200, 1_800, 2_800, 4_000];
const STATES = ['27', '29', '07'];
const MAX_WRONG = 5;

/** One issuer: a number series for orders and one for credit notes, in front of a database that fails now and then. */
class Issuer {
  readonly written = new Map<string, number>();
  readonly numbers = { order: [] as number[], credit: [] as number[] };
  readonly #writers: Record<'order' | 'credit', GroupWriter>;

  constructor(random: () => number) {
    const writerOf = () =>
      new GroupWriter({
        book: new DocumentBook(nodeSql()),
        write: async (facts: readonly Fact[]) => {
          const isLost = random() < 0.05;
          if (random() < 0.05) throw new Error('connection refused');
          // Repeatable, as `on conflict do nothing` makes it.
          for (const { row } of facts) this.written.set(String(row.id), Number(String(row.number).slice(-6)));
          if (isLost) throw new Error('the answer was lost');
        },
        nowMs: () => 0,
        sleep: () => Promise.resolve(),
        onNumbered: () => undefined,
      });
    this.#writers = { order: writerOf(), credit: writerOf() };
  }

  /** Issues until it is written, as a patient saga does. */
  async issue(series: 'order' | 'credit', key: string): Promise<void> {
    for (;;) {
      const facts = [{ table: 'documents', row: { id: key, number: '\u0000number\u0000' } }];
      const answer = await this.#writers[series].issue({ key, prefix: 'N/', facts });
      if (!answer.ok) continue;
      this.numbers[series].push(Number(answer.value.number.slice(-6)));
      return;
    }
  }
}

/** What must hold of every bill: parts sum to wholes, and both halves of the tax are equal. */
function faultsOf(bill: BilledOrder, isWithinState: boolean): string[] {
  const sum = (part: 'totalPaise' | 'taxablePaise' | 'cgstPaise') =>
    bill.lines.reduce((total, line) => total + line[part], 0);
  const tax = bill.cgstPaise + bill.sgstPaise + bill.igstPaise;
  return [
    sum('totalPaise') + bill.shippingPaise === bill.totalPaise ? '' : 'lines and delivery do not sum to the total',
    bill.taxablePaise + tax === bill.totalPaise ? '' : 'value and tax do not sum to the total',
    bill.cgstPaise === bill.sgstPaise ? '' : 'CGST is not SGST',
    (isWithinState ? bill.igstPaise : bill.cgstPaise) === 0 ? '' : 'a tax of the other kind of supply',
    bill.lines.every((line) => line.totalPaise >= 0 && line.taxablePaise >= 0) ? '' : 'a line below zero',
  ].filter((fault) => fault !== '');
}

function randomOrder(random: () => number, orderId: string) {
  const pick = <T>(values: readonly T[], fallback: T): T => values[Math.floor(random() * values.length)] ?? fallback;
  const cart = cartOf(
    Array.from({ length: 1 + Math.floor(random() * 6) }, () => ({
      quantity: 1 + Math.floor(random() * 12),
      unitPricePaise: 1 + Math.floor(random() ** 3 * 250_000),
      rateBasisPoints: pick(RATES, 500),
    })),
  );
  const stateCode = pick(STATES, '27');
  const allocations = heldFrom(cart).map(
    (piece): Allocation => ({ ...piece, mrpPaise: 1 + Math.floor(random() * 300_000) }),
  );
  const request = { ...sampleRequest, shippingAddress: { ...sampleRequest.shippingAddress, stateCode } };
  const placedAt = new Date(quotedAtMs);
  const draft = draftOrder(
    { cart, allocations, request, orderId, tokenHash: 'hash', requestId: 'fault', placedAt },
    { next: () => orderId },
  );
  return {
    bill: { ...draft.order, lines: draft.lines },
    isWithinState: supplyKind('27', stateCode) === 'within_state',
  };
}

/** Takes a bill back in random bites and answers what all of them came to, with how many there were. */
function returnInBites(bill: BilledOrder, random: () => number) {
  let already: { lines: Pieces[]; shipping: boolean } = { lines: [], shipping: false };
  const left = new Map(bill.lines.map(({ position, quantity }) => [position, quantity]));
  const sums = { totalPaise: 0, taxablePaise: 0, cgstPaise: 0, sgstPaise: 0, igstPaise: 0 };
  let bites = 0;
  while (left.size > 0) {
    const bite = [...left]
      .filter(() => random() < 0.6)
      .map(([position, most]) => ({ position, quantity: 1 + Math.floor(random() * most) }));
    if (bite.length === 0) continue;
    for (const { position, quantity } of bite) {
      const rest = (left.get(position) ?? 0) - quantity;
      if (rest === 0) left.delete(position);
      else left.set(position, rest);
    }
    const amounts = returnAmounts(bill, bite, already, left.size === 0);
    for (const part of Object.keys(sums) as (keyof typeof sums)[]) sums[part] += amounts[part];
    already = { lines: [...already.lines, ...bite], shipping: left.size === 0 };
    bites += 1;
  }
  return { sums, bites };
}

/** Random orders of 32 issuers, every other one returned piece by piece: tax adds up to the paisa, numbers have no gap. */
export async function issueTaxedDocuments(orders: number, seed: number): Promise<TaxAndNumbers> {
  const random = seededRandom(seed);
  const issuers = Array.from({ length: ISSUERS }, () => new Issuer(random));
  const wrong: string[] = [];
  let creditNotes = 0;
  const issue = async (index: number): Promise<void> => {
    const issuer = issuers[index % ISSUERS];
    if (issuer === undefined) throw new Error('There is no such issuer');
    const { bill, isWithinState } = randomOrder(random, idOf(index));
    wrong.push(...faultsOf(bill, isWithinState).map((fault) => `order ${index}: ${fault}`));
    await issuer.issue('order', `order-${index}`);
    if (index % 2 === 1) return;
    const { sums, bites } = returnInBites(bill, random);
    for (const part of Object.keys(sums) as (keyof typeof sums)[]) {
      if (sums[part] !== bill[part]) wrong.push(`order ${index}: ${part} of its returns is not that of the order`);
    }
    for (let bite = 0; bite < bites; bite++) await issuer.issue('credit', `credit-${index}-${bite}`);
    creditNotes += bites;
  };
  const BESIDE = 256;
  for (let first = 0; first < orders; first += BESIDE) {
    await Promise.all(Array.from({ length: Math.min(BESIDE, orders - first) }, (_, at) => issue(first + at)));
  }
  const gapsOf = (numbers: readonly number[]) =>
    new Set([...numbers, ...numbers.map((_, at) => at + 1)]).size - numbers.length;
  return {
    orders,
    creditNotes,
    wrong: wrong.slice(0, MAX_WRONG),
    numberGaps: issuers.reduce((gaps, { numbers }) => gaps + gapsOf(numbers.order) + gapsOf(numbers.credit), 0),
    lostOrDoubled: Math.abs(issuers.reduce((count, { written }) => count + written.size, 0) - orders - creditNotes),
  };
}
