import { bigint, timestamp } from 'drizzle-orm/pg-core';

/** Paise: whole hundredths of a rupee. A JavaScript number counts them exactly up to 90 trillion rupees. */
export const paise = (name: string) => bigint(name, { mode: 'number' });

export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' });
