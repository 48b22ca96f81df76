import createClient, { type Client } from 'openapi-fetch';
import type { paths } from '../schema.d.ts';
import { authorizing } from './authorizing.ts';
import { retrying, type Send, type Wait } from './retrying.ts';

export interface ClientOptions {
  /** Origin of the API, `https://shop.example.in`; `/` in a page of the same origin. */
  baseUrl: string;
  /** Of a signed-in person, or of an app that acts for one. */
  accessToken?: string;
  /** Of a program. */
  apiKey?: string;
  /** Gives a new access token when the one in use has run out; asked once, however many requests wait for it. */
  refresh?: () => Promise<string | undefined>;
  /** The API wants somebody to sign in, and a renewal did not help. */
  onUnauthenticated?: () => void;
  /** How often a request that bears repeating is sent again after 429 and 503; 2 unless told otherwise. */
  maxRetries?: number;
  /** The platform's own unless told otherwise: a service binding, a test. */
  fetch?: Send;
  wait?: Wait;
}

export type TinctureClient = Client<paths>;

const MAX_RETRIES = 2;
const platformFetch: Send = (request) => globalThis.fetch(request);
const platformWait: Wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The API with the types of its own document: `client.GET('/v1/products/{handle}', { params: { path: { handle } } })`. */
export function createTinctureClient(options: ClientOptions): TinctureClient {
  const { baseUrl, accessToken, apiKey, refresh, onUnauthenticated } = options;
  const send = retrying(options.fetch ?? platformFetch, {
    maxRetries: options.maxRetries ?? MAX_RETRIES,
    wait: options.wait ?? platformWait,
  });
  const token = accessToken ?? apiKey;
  return createClient<paths>({ baseUrl, fetch: authorizing(send, { token, refresh, onUnauthenticated }) });
}
