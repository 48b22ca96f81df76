import type { z } from 'zod';
import type { Permission } from '#platform/access/permission-table';
import type { Permitted } from '#platform/context';
import type { ErrorCode } from '#platform/errors';
import type { Quota } from '#platform/rate-limiter-door';
import type { SessionCookies } from '../session-cookies.ts';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Areas of the API reference, in the order in which they stand there. */
export const areas = [
  'Shop',
  'Remedies',
  'Carts and orders',
  'Accounts',
  'Stores',
  'Administration',
  'Partners',
  'System',
] as const;
type Area = (typeof areas)[number];

type Fields = z.ZodObject;
type Values<S> = S extends z.ZodType ? z.output<S> : undefined;

/** An answer that everybody may share. `tags` say what makes it stale. */
interface CachePolicy<Answer> {
  /** How long it is kept when nothing purges it. */
  sharedSeconds: number;
  tags(answer: Answer): readonly string[];
}

/** A file that is sent as it is, not as JSON. */
interface Upload {
  contentTypes: readonly string[];
  maxBytes: number;
}

/** How often one may ask: an exact quota, whoever asks at once. Several routes may share one by its name. */
export interface RouteLimit extends Quota {
  /** Whose requests count together. An account's limit does not concern visitors, an address's not who has none. */
  by: 'address' | 'account';
}

interface RouteInput<P, Q, H, B> extends UncheckedInput {
  params: Values<P>;
  query: Values<Q>;
  headers: Values<H>;
  body: Values<B>;
}

/** The input of a route whose types are gone. */
export interface UncheckedInput {
  ctx: Permitted;
  /** Of the deployed program. */
  version: string;
  params: unknown;
  query: unknown;
  headers: unknown;
  body: unknown;
  /** Of the session of whoever asks, if it travels in a browser. */
  cookies: SessionCookies;
  /** The bytes of an upload and what they are said to be. */
  upload: { bytes: Uint8Array<ArrayBuffer>; contentType: string } | undefined;
}

export interface RouteSpec<
  P extends Fields | undefined,
  Q extends Fields | undefined,
  H extends Fields | undefined,
  B extends z.ZodType | undefined,
  R extends z.ZodType,
> {
  method: Method;
  /** With parameters in braces, as in OpenAPI: `/v1/products/{handle}`. */
  path: `/v1/${string}`;
  area: Area;
  /** Whoever lacks it is refused before anything is read. There is no route without one. */
  permission: Permission;
  summary: string;
  description?: string;
  params?: P;
  query?: Q;
  /** Names in lower case. Other headers are left alone. */
  headers?: H;
  body?: B;
  upload?: Upload;
  /** 200 unless told otherwise. */
  status?: 200 | 201 | 202;
  /** `application/json` unless the handler answers a Response of its own. */
  responseType?: string;
  response: R;
  /** What can go wrong besides `invalid_input`, `internal` and `unavailable`. */
  errors: readonly ErrorCode[];
  cache?: CachePolicy<z.output<R>>;
  /** Asked before the input is read. Answers carry `ratelimit-*` headers. */
  limit?: RouteLimit;
  /** A request that works on the sample company; the reference shows it and a test sends it. */
  example?: {
    params?: Record<string, string>;
    query?: Record<string, string>;
    headers?: Record<string, string>;
    body?: unknown;
  };
}

/** A handler may answer a Response itself: a file, or an answer that is repeated byte for byte. */
export type Handler<P, Q, H, B, R extends z.ZodType> = (
  input: RouteInput<P, Q, H, B>,
) => Promise<z.output<R> | Response> | z.output<R> | Response;

/** A route as the router, the reference and the tests see it: its types are checked and gone. */
export interface Route {
  spec: RouteSpec<Fields | undefined, Fields | undefined, Fields | undefined, z.ZodType | undefined, z.ZodType>;
  handle(input: UncheckedInput): unknown;
}

/** Joins a verb to an address. The compiler holds handler, schemas and answer together. */
export function defineRoute<
  R extends z.ZodType,
  P extends Fields | undefined = undefined,
  Q extends Fields | undefined = undefined,
  H extends Fields | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(spec: RouteSpec<P, Q, H, B, R>, handle: Handler<P, Q, H, B, R>): Route {
  return { spec, handle } as unknown as Route;
}
