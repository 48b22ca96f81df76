import { describe, expect, it } from 'vitest';
import { orThrow } from '#platform/errors';
import type { CartState } from '#platform/objects';
import { applyChange, isLicensed, pricesDiffer } from './cart.ts';
import { maxCartLines, maxQuantityPerLine } from './limits.ts';
import { cartOf, idOf, quotedAtMs, quoteFor } from './sample-cart.test-support.ts';

const pair = cartOf([
  { quantity: 2, unitPricePaise: 12_550 },
  { quantity: 3, unitPricePaise: 9_900 },
]);
const [first, second] = pair.lines.map(({ id }) => id) as [string, string];
const change = (cart: CartState, wanted: Parameters<typeof applyChange>[1]) =>
  applyChange(cart, wanted, cart.quotes, quotedAtMs);
const quantities = ({ lines }: CartState) => lines.map(({ quantity }) => quantity);

describe('one line among several', () => {
  it('is changed or removed, and its neighbour stays', () => {
    expect(quantities(orThrow(change(pair, { kind: 'set_quantity', lineId: second, quantity: 7 })))).toEqual([2, 7]);
    const left = orThrow(change(pair, { kind: 'remove', lineId: first }));
    expect(left.lines).toEqual(pair.lines.slice(1));
    expect(left.quotes).toEqual(pair.quotes.slice(1));
  });

  it('is raised when its item is added again, and its neighbour stays', () => {
    const variantId = pair.lines[1]?.variantId ?? '';
    const raised = orThrow(change(pair, { kind: 'add', lineId: idOf(900), variantId, quantity: 4 }));
    expect(raised.lines).toEqual([pair.lines[0], { ...pair.lines[1], quantity: 7 }]);
  });

  it('takes as many pieces as a line may hold and not one more', () => {
    const set = (quantity: number) => change(pair, { kind: 'set_quantity', lineId: first, quantity });
    expect(quantities(orThrow(set(maxQuantityPerLine)))).toEqual([maxQuantityPerLine, 3]);
    const message = `At most ${maxQuantityPerLine} of one item go into a cart; ask the store for more`;
    const failure = { code: 'invalid_input', detail: message, errors: [{ path: 'quantity', message }] };
    expect(set(maxQuantityPerLine + 1)).toMatchObject({ ok: false, failure });
  });

  it('keeps the quote of its own item when none was read anew', () => {
    const kept = orThrow(applyChange(pair, { kind: 'requote' }, [], quotedAtMs + 1));
    expect(kept.quotes).toEqual(pair.quotes);
  });
});

describe('a discount on a line', () => {
  const discount = {
    reduction: { kind: 'amount', perPiecePaise: 100 } as const,
    reason: 'A dented box',
    givenBy: 'user:staff-1',
    belowFloor: false,
  };
  const discounted = (cart: CartState, lineId: string) =>
    orThrow(change(cart, { kind: 'set_discount', lineId, discount }));
  const linesOf = ({ discounts }: CartState) => discounts.map(({ lineId }) => lineId);

  it('stands once for each line, and goes with its line only', () => {
    const both = discounted(discounted(discounted(pair, first), second), first);
    expect(linesOf(both)).toEqual([second, first]);
    expect(linesOf(orThrow(change(both, { kind: 'remove', lineId: first })))).toEqual([second]);
    expect(linesOf(orThrow(change(both, { kind: 'set_quantity', lineId: first, quantity: 1 })))).toEqual([
      second,
      first,
    ]);
  });

  it('is taken back from its line alone', () => {
    const both = discounted(discounted(pair, first), second);
    expect(linesOf(orThrow(change(both, { kind: 'set_discount', lineId: first, discount: null })))).toEqual([second]);
  });
});

describe('a refusal of the cart', () => {
  it('names the line that is not there, whatever is done to it', () => {
    const lineId = idOf(999);
    const failure = { code: 'not_found', detail: 'This cart has no such line.' };
    expect(change(pair, { kind: 'remove', lineId })).toMatchObject({ failure });
    expect(change(pair, { kind: 'set_quantity', lineId, quantity: 1 })).toMatchObject({ failure });
    expect(change(pair, { kind: 'set_discount', lineId, discount: null })).toMatchObject({ failure });
  });

  it('says what hinders: too many items, nothing sold, being ordered, ordered already', () => {
    const full = cartOf(Array.from({ length: maxCartLines }, () => ({ quantity: 1, unitPricePaise: 100 })));
    const other = { kind: 'add', lineId: idOf(901), variantId: idOf(4_000), quantity: 1 } as const;
    const details = [full, pair, { ...pair, status: 'placing' }, { ...pair, status: 'placed', orderId: idOf(3) }].map(
      (cart) => {
        const answer = change(cart as CartState, other);
        return answer.ok ? 'done' : answer.failure.detail;
      },
    );
    expect(details).toEqual([
      `At most ${maxCartLines} different items go into a cart`,
      'Nothing is sold under this id',
      'This cart is becoming an order.',
      'This cart has become an order.',
    ]);
  });
});

describe('what was quoted', () => {
  it('may be billed only while every licence holds', () => {
    const until = (...days: (string | null)[]) =>
      days.map((licensedUntil, at) => ({ ...quoteFor(idOf(100 + at), 100), licensedUntil }));
    expect(isLicensed(until('2026-11-22', '2026-11-23'), '2026-11-22')).toBe(true);
    expect(isLicensed(until('2026-11-22', '2026-11-23'), '2026-11-23')).toBe(false);
    expect(isLicensed(until('2026-11-22', null), '2026-11-22')).toBe(false);
  });

  it('differs when one of two prices does, even where the sum stays', () => {
    const quotes = pair.quotes.map((quote, at) => ({
      ...quote,
      unitPricePaise: quote.unitPricePaise + (at === 0 ? 300 : 0),
    }));
    expect(pricesDiffer(pair, { ...pair, quotes })).toBe(true);
    const shifted = pair.quotes.map((quote, at) => ({
      ...quote,
      unitPricePaise: quote.unitPricePaise + (at === 0 ? 300 : -200),
    }));
    expect(pricesDiffer(pair, { ...pair, quotes: shifted })).toBe(true);
  });
});
