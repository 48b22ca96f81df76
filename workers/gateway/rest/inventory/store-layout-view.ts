import * as z from 'zod';

export const StoreLayoutView = z
  .object({
    version: z.int(),
    shards: z.int(),
    before: z.int(),
    phase: z.enum(['moving', 'fresh', 'settled']),
    highest: z.int(),
  })
  .meta({ id: 'StoreLayout' });
