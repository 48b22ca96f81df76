import type { ResolvedDelivery } from '#modules/delivery';
import type { SupplyKind } from '#modules/finance';
import { type PricedLine, type PricedOrder, type PricedPiece, priceAsShown } from '#modules/pricing';
import { orThrow } from '#platform/errors';
import type { Allocation, CartState, PlaceOrderRequest, PriceListCode, PriceStep, Quote } from '#platform/objects';
import { type Bill, makeBill } from './bill.ts';
import { deliveryOf } from './delivery-of-order.ts';
import { priceGoods } from './price-cart.ts';
import { heldPriceLines } from './price-lines.ts';
import { quoteOf } from './quote-of.ts';

/** Pieces of one batch, as they stand on the bill. */
interface BilledLine {
  quote: Quote;
  allocation: Allocation;
  piece: PricedPiece;
}

/** Why an order costs what it costs: kept with it, for whoever asks later. */
interface PriceExplanation {
  priceList: PriceListCode;
  /** By the lines of the cart; `positions` are those of the order that it was split into. */
  lines: { positions: number[]; steps: PriceStep[] }[];
  promotions: PricedOrder['promotions'];
  isDeliveryFree: boolean;
}

export interface HeldGoods {
  lines: BilledLine[];
  goods: PricedOrder;
  bill: Bill;
  delivery: ResolvedDelivery;
  explanation: PriceExplanation;
}

function billedLines(cart: CartState, goods: PricedOrder, allocations: readonly Allocation[]): BilledLine[] {
  return goods.lines.flatMap((line, index) => {
    const quote = quoteOf(cart, cart.lines[index]?.variantId ?? '');
    return line.pieces.map((piece) => {
      const allocation = allocations[Number(piece.key)];
      if (allocation === undefined) throw new Error('A piece of the order comes from no batch');
      return { quote, allocation, piece };
    });
  });
}

function explain(priceList: PriceListCode, { lines, promotions, isDeliveryFree }: PricedOrder): PriceExplanation {
  let position = 0;
  const explainLine = ({ pieces, steps }: PricedLine) => ({ positions: pieces.map(() => (position += 1)), steps });
  return { priceList, lines: lines.map(explainLine), promotions, isDeliveryFree };
}

/**
 * Bills what was held for a cart: one line a batch, in the order of the cart, each within the MRP on its pack. Promotions and
 * delivery are those that the buyer saw, and a pack with a lower MRP only ever makes the order cheaper.
 */
export function billHeldGoods(
  cart: CartState,
  allocations: readonly Allocation[],
  { request, kind }: { request: PlaceOrderRequest; kind: SupplyKind },
): HeldGoods {
  const shown = priceGoods(cart);
  const goods = priceAsShown(heldPriceLines(cart, allocations), cart.terms.promotions, shown);
  const lines = billedLines(cart, goods, allocations);
  const billLines = lines.map(({ quote: { rateBasisPoints }, piece: { grossPaise, totalPaise: netPaise } }) => ({
    grossPaise,
    netPaise,
    rateBasisPoints,
  }));
  const { taxIncluded } = cart.terms;
  const delivery = orThrow(deliveryOf(cart, shown, request));
  const bill = makeBill(billLines, delivery.feePaise, { kind, taxIncluded });
  return { lines, goods, bill, delivery, explanation: explain(cart.terms.priceList, goods) };
}
