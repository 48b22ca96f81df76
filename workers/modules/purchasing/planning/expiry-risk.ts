import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { sumPaise } from '#platform/money';
import { parseInput } from '#platform/parse-input';
import { maxDays } from '../limits.ts';
import { riskPages } from './scan-expiry.ts';

const pieces = z.int().nonnegative();
const paise = z.int().nonnegative();

const ActionView = z
  .object({
    kind: z.enum(['move', 'return', 'discount', 'write_off']),
    quantity: pieces,
    valuePaise: paise,
    toStoreId: z.uuid().optional().meta({ description: 'Of a move: the store that would sell it' }),
    supplierId: z.uuid().optional().meta({ description: 'Of a return: who still takes it back' }),
  })
  .meta({ id: 'ExpiryAction' });

export const ExpiryRiskLine = z
  .object({
    variantId: z.uuid(),
    sku: z.string(),
    name: z.string(),
    batchId: z.uuid(),
    batchNumber: z.string(),
    expiresOn: z.iso.date(),
    sellableUntil: z.iso.date().meta({ description: 'The last day on which the shop sells it' }),
    quantity: pieces,
    unsoldQuantity: pieces.meta({ description: 'What the demand of the store leaves of it on that day' }),
    unsoldPaise: paise.meta({ description: 'At what it has cost' }),
    actions: z.array(ActionView),
  })
  .meta({ id: 'ExpiryRisk' });
export type ExpiryRiskLine = z.infer<typeof ExpiryRiskLine>;

/** Half a year: longer ahead than that, what sells today tells little. */
const USUAL_DAYS_AHEAD = 180;
const withinDays = z.coerce
  .number('Must be a whole number')
  .pipe(z.int().min(0).max(maxDays))
  .default(USUAL_DAYS_AHEAD)
  .meta({ description: 'Batches that can be sold for so many days yet, or fewer', type: 'integer' });

export const ExpiryRiskQuery = z.strictObject({ withinDays, limit: LimitParameter, cursor: CursorParameter });
const ExpiryRiskSchema = ExpiryRiskQuery.extend({ storeId: z.uuid() });
export const ExpiryRiskListView = z
  .object({ data: z.array(ExpiryRiskLine), nextCursor: z.string().nullable() })
  .meta({ id: 'ExpiryRiskList' });

const PlaceSchema = z.tuple([z.uuid(), z.uuid()]);
const placeOf = ({ variantId, batchId }: ExpiryRiskLine): [string, string] => [variantId, batchId];

/** Batches of a store of which something will expire unsold, and what to do with it. Throws `not_found`. */
export async function listExpiryRisk(
  ctx: Context,
  input: z.input<typeof ExpiryRiskSchema>,
): Promise<z.infer<typeof ExpiryRiskListView>> {
  const { storeId, limit, cursor, withinDays: ahead } = parseInput(ExpiryRiskSchema, input);
  requirePermission(ctx, 'purchasing.read', { storeId });
  const place = cursor === undefined ? undefined : decodeCursor(cursor, PlaceSchema);
  const found: ExpiryRiskLine[] = [];
  for await (const page of riskPages(ctx, storeId, place?.[0] ?? null, ahead)) {
    found.push(...page.filter((line) => place === undefined || isAfter(placeOf(line), place)));
    if (found.length > limit) break;
  }
  const data = found.slice(0, limit);
  const last = found.length > limit ? data.at(-1) : undefined;
  return { data, nextCursor: last === undefined ? null : encodeCursor(placeOf(last)) };
}

const isAfter = (a: readonly [string, string], b: readonly [string, string]): boolean =>
  a[0] === b[0] ? a[1] > b[1] : a[0] > b[0];

export const ExpiryRiskTotalQuery = z.strictObject({ withinDays });
const ExpiryRiskTotalSchema = ExpiryRiskTotalQuery.extend({ storeId: z.uuid() });
export const ExpiryRiskTotalView = z
  .object({
    batches: pieces,
    quantity: pieces,
    valuePaise: paise,
    byAction: z.object({ movePaise: paise, returnPaise: paise, discountPaise: paise, writeOffPaise: paise }),
  })
  .meta({ id: 'ExpiryRiskTotal' });
export type ExpiryRiskTotalView = z.infer<typeof ExpiryRiskTotalView>;

const amounts = {
  move: 'movePaise',
  return: 'returnPaise',
  discount: 'discountPaise',
  write_off: 'writeOffPaise',
} as const;

/** What of a store's stock will expire unsold, at cost, and how much of it each kind of action would save or lose. */
export async function expiryRiskTotal(
  ctx: Context,
  input: z.input<typeof ExpiryRiskTotalSchema>,
): Promise<ExpiryRiskTotalView> {
  const { storeId, withinDays: ahead } = parseInput(ExpiryRiskTotalSchema, input);
  requirePermission(ctx, 'purchasing.read', { storeId });
  const byAction = { movePaise: 0, returnPaise: 0, discountPaise: 0, writeOffPaise: 0 };
  const total = { batches: 0, quantity: 0, valuePaise: 0, byAction };
  for await (const page of riskPages(ctx, storeId, null, ahead)) {
    for (const { unsoldQuantity, unsoldPaise, actions } of page) {
      total.batches += 1;
      total.quantity += unsoldQuantity;
      total.valuePaise = sumPaise([total.valuePaise, unsoldPaise]);
      for (const { kind, valuePaise } of actions) byAction[amounts[kind]] += valuePaise;
    }
  }
  return total;
}
