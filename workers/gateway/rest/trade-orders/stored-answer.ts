import * as z from 'zod';
import { IdempotencyKey } from '#modules/orders';
import type { StoredAnswer } from '#platform/objects';

export const CheckoutHeaders = z.object({ 'idempotency-key': IdempotencyKey });

/** The stored bytes go out as they are: a replay must not differ in a single one. */
export const storedAnswer = ({ status, contentType, body }: StoredAnswer): Response =>
  new Response(body, { status, headers: { 'content-type': contentType, 'cache-control': 'private, no-store' } });
