import { sql } from 'drizzle-orm';
import { valueAccounts } from '#db/schema/vouchers';
import { recordScopeOf } from '#platform/access/record-scope';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { limitKeyOf } from '#platform/http/limit-key';
import type { Quota } from '#platform/rate-limiter-door';
import { hashVoucherCode, isVoucherCode } from './voucher-code.ts';

/** Wrong codes from one address: enough for bad handwriting, and at 80 bits a code nothing for who guesses. */
const wrongCodes: Quota = { name: 'wrong-voucher-codes', limit: 20, windowSeconds: 600 };

export interface FoundCard {
  id: string;
  code_last4: string;
  expires_at: string | null;
}

const limiterOf = ({ objects, visitor }: Permitted) =>
  objects.rateLimiter(`voucher-codes:${limitKeyOf(visitor.address) ?? 'unknown'}`);

async function findCard(ctx: Permitted, code: string): Promise<FoundCard | undefined> {
  if (!isVoucherCode(code)) return undefined;
  const codeHash = await hashVoucherCode(code);
  const scope = { ...recordScopeOf(ctx.actor, ctx.clock.now().getTime()), orderTokenHash: codeHash };
  const [card] = await ctx.db
    .within(scope)
    .query<FoundCard>(
      sql`select id, code_last4, expires_at from ${valueAccounts} where kind = 'gift_card' and code_hash = ${codeHash}`,
    );
  return card;
}

/** The cards of codes, undefined for a wrong one. Throws `rate_limited` for an address that has brought too many wrong ones. */
export async function findByCodes(ctx: Permitted, codes: readonly string[]): Promise<(FoundCard | undefined)[]> {
  if (codes.length === 0) return [];
  const limiter = limiterOf(ctx);
  const { remaining, resetSeconds } = await limiter.take(wrongCodes, 0);
  if (remaining <= 0) {
    throw new AppError('rate_limited', 'Too many wrong codes. Try again later.', { retryAfterSeconds: resetSeconds });
  }
  const found = await Promise.all(codes.map((code) => findCard(ctx, code)));
  const wrong = found.filter((card) => card === undefined).length;
  if (wrong > 0) await limiter.take(wrongCodes, Math.min(wrong, remaining));
  return found;
}
