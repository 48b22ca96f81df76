import type { Channel, PriceListCode, Promotion } from '#platform/objects';
import type { PriceLine, SheetLine } from './price-sheet.ts';
import { rupees } from './rupees.ts';

/** Who buys, where and by what: everything about an order that conditions of promotions ask for. */
export interface Sale {
  storeId: string;
  channel: Channel;
  priceList: PriceListCode;
  isFirstOrder: boolean;
  /** What delivery costs for goods of a value, unless a promotion makes it free: what that is worth to the buyer. */
  deliveryFeePaise(subtotalPaise: number): number;
}

const allows = <T>(list: readonly T[], value: T): boolean => list.length === 0 || list.includes(value);

/** Whether a line is one of the goods that a promotion is about. */
export function isInScope({ scope, benefit }: Promotion, { variantId, productId, terms }: PriceLine): boolean {
  if (benefit.kind === 'bundle' && !benefit.items.some((item) => item.variantId === variantId)) return false;
  return (
    allows(scope.variantIds, variantId) &&
    allows(scope.productIds, productId) &&
    allows(scope.brandIds, terms.brandId) &&
    allows(scope.forms, terms.form) &&
    allows(scope.categories, terms.category)
  );
}

export const grossOf = (sheet: readonly SheetLine[]): number =>
  sheet.reduce((total, line) => total + line.grossPaise, 0);

/** Why a promotion is not for this order, in words for its buyer; undefined where it is. */
export function reasonAgainst(promotion: Promotion, sheet: readonly SheetLine[], sale: Sale): string | undefined {
  const { scope } = promotion;
  if (sheet.length === 0) return 'Put something into the cart first';
  if (!allows(scope.channels, sale.channel)) return 'It is not for this way of buying';
  if (!allows(scope.priceLists, sale.priceList)) return `It is for ${scope.priceLists.join(' and ')} prices only`;
  if (!allows(scope.storeIds, sale.storeId)) return 'It is not for this store';
  if (scope.firstOrderOnly && !sale.isFirstOrder) return 'It is for the first order of an account: sign in to use it';
  const subtotalPaise = grossOf(sheet);
  if (subtotalPaise < scope.minSubtotalPaise) {
    return `It needs goods for ${rupees(scope.minSubtotalPaise)}; these are ${rupees(subtotalPaise)}`;
  }
  if (!sheet.some(({ line }) => isInScope(promotion, line))) return 'Nothing in the cart is part of it';
  return undefined;
}
