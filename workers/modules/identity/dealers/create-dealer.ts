import * as z from 'zod';
import { dealers } from '#db/schema/people';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { fact, writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { DealerName, type DealerView, Gstin } from './dealer-view.ts';

export const CreateDealerBody = z.strictObject({ name: DealerName, gstin: Gstin.nullable().default(null) });

/** Enters a firm that wants to buy to sell again. It is pending until somebody has looked at its papers. */
export async function createDealer(ctx: Context, input: z.input<typeof CreateDealerBody>): Promise<DealerView> {
  requirePermission(ctx, 'dealers.write');
  const { name, gstin } = parseInput(CreateDealerBody, input);
  const dealer: DealerView = {
    id: ctx.ids.next(),
    name,
    gstin,
    status: 'pending',
    createdAt: ctx.clock.now().toISOString(),
  };
  const after = { firm: name, gstin, status: dealer.status };
  await ctx.db.batch(
    writeFacts([fact(dealers, dealer), auditFact(ctx, { action: 'dealers.create', subject: dealer.id, after })]),
  );
  return dealer;
}
