import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import { dataSchema } from '#platform/cloud-event';
import type { Context } from '#platform/context';
import { subscriptions } from '#platform/events';
import { eventContracts } from './registry.ts';

export const EventTypes = z
  .strictObject({
    data: z.array(
      z.strictObject({
        type: z.string(),
        /** The newest version. */
        version: z.int(),
        subscribers: z.array(z.string()),
        versions: z.array(
          z.strictObject({
            version: z.int(),
            /** As events name it. */
            dataschema: z.string(),
            /** JSON Schema of the data. */
            schema: z.unknown(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'EventTypes' });

/** Every type of event with the schema of each version. */
export function listEventTypes(ctx: Context): z.infer<typeof EventTypes> {
  requirePermission(ctx, 'events.read');
  return {
    data: eventContracts.map(({ type, version, schemas }) => ({
      type,
      version,
      subscribers: [...(subscriptions[type] ?? [])],
      versions: schemas.map((schema, at) => ({
        version: at + 1,
        dataschema: dataSchema(type, at + 1),
        schema: z.toJSONSchema(schema, { io: 'input' }),
      })),
    })),
  };
}
