import type { Context as HonoContext, MiddlewareHandler } from 'hono';
import type { FoundKey } from '#modules/identity';
import type { Actor } from '#platform/access/actor';
import type { Permitted } from '#platform/context';
import type { Env, GatewayExecution, VerbsEnv } from './env.ts';

/** What the middleware of both apps leaves for the handlers. */
interface Variables {
  requestId: string;
  actor: Actor;
  /** What the records say about the key that asks; undefined for everybody else. */
  apiKey?: FoundKey;
  /** What verbs get. Opened without any I/O. */
  verbs: Permitted;
}

export interface GatewayApp {
  Bindings: Env;
  Variables: Variables;
}

export type GatewayContext = HonoContext<GatewayApp>;
export type Middleware = MiddlewareHandler<GatewayApp>;

/** The platform's context with the part of it that we use. */
export const execution = (c: GatewayContext): GatewayExecution => c.executionCtx as unknown as GatewayExecution;

export type OpenContext = (
  env: VerbsEnv,
  facts: Pick<Permitted, 'actor' | 'visitor' | 'requestId' | 'purge'>,
) => Permitted;

export const versionOf = (c: GatewayContext): string => c.env.APP_VERSION ?? 'unknown';

/** Whether visitors reach us over TLS. */
export const isSecure = ({ env }: GatewayContext): boolean => env.SHOP_URL.startsWith('https:');
