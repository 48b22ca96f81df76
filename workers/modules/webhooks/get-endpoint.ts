import type * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { parseInput } from '#platform/parse-input';
import { readEndpoint } from './endpoint-rows.ts';
import { EndpointId, type EndpointView } from './schemas.ts';

export async function getEndpoint(ctx: Context, input: z.input<typeof EndpointId>): Promise<EndpointView> {
  requirePermission(ctx, 'webhooks.manage');
  const { endpointId } = parseInput(EndpointId, input);
  return readEndpoint(ctx, endpointId);
}
