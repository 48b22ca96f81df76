import type { Permitted } from '#platform/context';
import type { VoucherTender } from '#platform/objects';
import { invalidInput } from '#platform/parse-input';
import { findByCodes } from './find-by-code.ts';
import { storeCreditOf } from './person-credit.ts';

export interface WantedVouchers {
  codes: readonly string[];
  /** The account that pays with its store credit; null: nobody does. */
  creditOf: string | null;
}

/**
 * The accounts behind what a buyer wants to pay with: gift cards in the order in which they came, then store credit. Whether there
 * is anything on them is decided when they are asked for money. Throws `invalid_input` that names wrong codes.
 */
export async function resolveVouchers(ctx: Permitted, { codes, creditOf }: WantedVouchers): Promise<VoucherTender[]> {
  const cards = await findByCodes(ctx, codes);
  const errors = cards.flatMap((card, at) => {
    const path = `vouchers.${at}.code`;
    if (card === undefined) return [{ path, message: 'No gift card has this code' }];
    const isTwice = cards.findIndex((other) => other?.id === card.id) < at;
    return isTwice ? [{ path, message: 'This gift card stands here twice' }] : [];
  });
  if (errors.length > 0) throw invalidInput(errors);
  const tenders: VoucherTender[] = cards.flatMap((card) =>
    card === undefined ? [] : [{ accountId: card.id, method: 'gift_card', label: card.code_last4 }],
  );
  if (creditOf === null) return tenders;
  const credit = await storeCreditOf(ctx, creditOf);
  if (credit === undefined) throw invalidInput([{ path: 'storeCredit', message: 'This account has no store credit' }]);
  return [...tenders, { accountId: credit.id, method: 'store_credit', label: '' }];
}
