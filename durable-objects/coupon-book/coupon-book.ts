import { DurableObject } from 'cloudflare:workers';
import type { ObjectsEnv } from '../env.ts';

/** One coupon code's uses. */
export class CouponBook extends DurableObject<ObjectsEnv> {}
