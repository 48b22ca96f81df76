import { DurableObject } from 'cloudflare:workers';
import type { ObjectsEnv } from '../env.ts';

/** One account of value: a gift card, store credit, the credit of a dealer. */
export class ValueAccount extends DurableObject<ObjectsEnv> {}
