import * as z from 'zod';

/** The name of a slot on a day: its id and the day. */
export const SlotName = z
  .string('Must be text')
  .regex(
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}_[0-9]{4}-[01][0-9]-[0-3][0-9]$/,
    'Must be a slot as the delivery options name it',
  );
