import * as z from 'zod';
import type { StoredAnswer } from '#platform/objects';

const Placed = z.object({ id: z.uuid() });

/** The order in the answer of a checkout; null: a refusal, or a payment that is to be completed first. */
export function placedOrderId({ status, body }: StoredAnswer): string | null {
  return status === 201 ? Placed.parse(JSON.parse(body)).id : null;
}
