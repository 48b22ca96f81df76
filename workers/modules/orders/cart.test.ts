import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orThrow } from '#platform/errors';
import type { CartState, Quote } from '#platform/objects';
import { applyChange, isStale, pricesDiffer, wantedLines } from './cart.ts';
import { maxCartLines, maxQuantityPerLine, quoteHoldsForMs } from './limits.ts';
import { cartOf, emptyCart, idOf, quotedAtMs, quoteFor } from './sample-cart.test-support.ts';

const arnica = idOf(100);
const quotes = [quoteFor(arnica, 12_550)];
const add = (cart: CartState, quantity: number, lineId = idOf(10)) =>
  applyChange(cart, { kind: 'add', lineId, variantId: arnica, quantity }, quotes, quotedAtMs);

describe('applyChange', () => {
  it('adds a line with the quote it was read at', () => {
    const cart = orThrow(add(emptyCart(), 2));
    expect(cart).toMatchObject({ lines: [{ id: idOf(10), variantId: arnica, quantity: 2 }], quotes, quotedAtMs });
  });

  it('merges what is added twice into the line that is there', () => {
    const cart = orThrow(add(orThrow(add(emptyCart(), 2)), 3, idOf(11)));
    expect(cart.lines).toEqual([{ id: idOf(10), variantId: arnica, quantity: 5 }]);
  });

  it('keeps a line within 999 pieces, also when it is merged', () => {
    const full = orThrow(add(emptyCart(), maxQuantityPerLine));
    expect(add(full, 1)).toMatchObject({
      ok: false,
      failure: { code: 'invalid_input', errors: [{ path: 'quantity' }] },
    });
  });

  it('takes a hundred different items and no more', () => {
    const full = cartOf(Array.from({ length: maxCartLines }, () => ({ quantity: 1, unitPricePaise: 100 })));
    const variantId = idOf(4_000);
    const change = { kind: 'add', lineId: idOf(11), variantId, quantity: 1 } as const;
    const refusal = applyChange(full, change, [...full.quotes, quoteFor(variantId, 100)], quotedAtMs);
    expect(refusal).toMatchObject({ ok: false, failure: { code: 'invalid_input', errors: [{ path: 'variantId' }] } });
  });

  it('refuses what has no price', () => {
    const change = { kind: 'add', lineId: idOf(11), variantId: idOf(4_000), quantity: 1 } as const;
    expect(applyChange(emptyCart(), change, [], quotedAtMs)).toMatchObject({ failure: { code: 'invalid_input' } });
  });

  it('sets and removes a line, and drops its quote with it', () => {
    const cart = orThrow(add(emptyCart(), 2));
    const lineId = idOf(10);
    const more = orThrow(applyChange(cart, { kind: 'set_quantity', lineId, quantity: 7 }, quotes, quotedAtMs));
    expect(more.lines[0]?.quantity).toBe(7);
    expect(orThrow(applyChange(more, { kind: 'remove', lineId }, quotes, quotedAtMs))).toMatchObject({
      lines: [],
      quotes: [],
    });
  });

  it('does not know a line that is not there', () => {
    const lineId = idOf(99);
    for (const change of [
      { kind: 'remove', lineId } as const,
      { kind: 'set_quantity', lineId, quantity: 1 } as const,
    ]) {
      expect(applyChange(emptyCart(), change, [], quotedAtMs)).toMatchObject({ failure: { code: 'not_found' } });
    }
  });

  it('is as old as its oldest quote when a line was added while prices were read', () => {
    const cart = orThrow(add(emptyCart(), 1));
    const later = quotedAtMs + 60_000;
    const change = { kind: 'requote' } as const;
    expect(orThrow(applyChange(cart, change, [], later)).quotedAtMs).toBe(quotedAtMs);
    expect(orThrow(applyChange(cart, change, quotes, later)).quotedAtMs).toBe(later);
  });

  it('changes its language and nothing else', () => {
    const cart = orThrow(add(emptyCart(), 1));
    const changed = orThrow(applyChange(cart, { kind: 'set_language', language: 'hi' }, [], quotedAtMs + 1));
    expect(changed).toEqual({ ...cart, language: 'hi' });
  });

  it('leaves a cart alone that is becoming an order or has become one', () => {
    const cart = orThrow(add(emptyCart(), 1));
    expect(add({ ...cart, status: 'placing' }, 1)).toMatchObject({
      failure: { code: 'in_progress', retryAfterSeconds: 1 },
    });
    const orderId = idOf(3);
    expect(add({ ...cart, status: 'placed', orderId }, 1)).toMatchObject({
      failure: { code: 'conflict', extensions: { orderId } },
    });
  });

  it('keeps every limit, one line a variant and a quote for each, whatever is done in whatever order', () => {
    const anyVariant = fc.integer({ min: 100, max: 104 }).map(idOf);
    const anyLine = fc.integer({ min: 0, max: 30 }).map((ordinal) => idOf(500 + ordinal));
    const anyQuantity = fc.integer({ min: 1, max: maxQuantityPerLine });
    const anyChange = fc.oneof(
      fc.record({ kind: fc.constant('add' as const), variantId: anyVariant, quantity: anyQuantity }),
      fc.record({ kind: fc.constant('set_quantity' as const), lineId: anyLine, quantity: anyQuantity }),
      fc.record({ kind: fc.constant('remove' as const), lineId: anyLine }),
    );
    const all = Array.from({ length: 5 }, (_, index) => quoteFor(idOf(100 + index), 100 + index));
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 30 }), (changes) => {
        let cart = emptyCart();
        for (const [index, change] of changes.entries()) {
          const full = change.kind === 'add' ? { ...change, lineId: idOf(500 + index) } : change;
          const changed = applyChange(cart, full, all, quotedAtMs);
          if (changed.ok) cart = changed.value;
        }
        const variants = cart.lines.map((line) => line.variantId);
        expect(new Set(variants).size).toBe(variants.length);
        expect(cart.quotes.map((quote) => quote.variantId)).toEqual(variants);
        expect(cart.lines.every(({ quantity }) => quantity >= 1 && quantity <= maxQuantityPerLine)).toBe(true);
      }),
    );
  });
});

describe('wantedLines', () => {
  it('sums two lines on one item', () => {
    const cart = { ...cartOf([{ quantity: 2, unitPricePaise: 100 }]) };
    const twice = { ...cart, lines: [...cart.lines, { id: idOf(11), variantId: arnica, quantity: 3 }] };
    expect(wantedLines(twice)).toEqual([{ variantId: arnica, quantity: 5 }]);
  });
});

describe('isStale', () => {
  it('honours a price for ten minutes to the millisecond', () => {
    const cart = cartOf([{ quantity: 1, unitPricePaise: 100 }]);
    expect(isStale(cart, quotedAtMs + quoteHoldsForMs)).toBe(false);
    expect(isStale(cart, quotedAtMs + quoteHoldsForMs + 1)).toBe(true);
  });

  it('ends when the last day of the licences ends where the store is', () => {
    const cart = { ...cartOf([{ quantity: 1, unitPricePaise: 100 }]), quotedAtMs: Date.parse('2026-11-22T18:25:00Z') };
    const until = (licensedUntil: string | null) => ({
      ...cart,
      quotes: cart.quotes.map((quote) => ({ ...quote, licensedUntil })),
    });
    // Midnight in Kolkata is half past six in the evening of Greenwich.
    expect(isStale(until('2026-11-22'), Date.parse('2026-11-22T18:29:59Z'))).toBe(false);
    expect(isStale(until('2026-11-22'), Date.parse('2026-11-22T18:30:00Z'))).toBe(true);
    expect(isStale(until(null), Date.parse('2026-11-22T18:25:00Z'))).toBe(true);
  });
});

describe('pricesDiffer', () => {
  it('notices another price and a price that is gone, and nothing else', () => {
    const before = orThrow(add(emptyCart(), 2));
    const requoted = (...now: Quote[]) => ({ ...before, quotes: now });
    expect(pricesDiffer(before, requoted(quoteFor(arnica, 12_550, 1800)))).toBe(false);
    expect(pricesDiffer(before, requoted(quoteFor(arnica, 12_551)))).toBe(true);
    expect(pricesDiffer(before, requoted())).toBe(true);
  });
});
