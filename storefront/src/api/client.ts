import { env } from 'cloudflare:workers';
import { createTinctureClient } from '@tincture/client';

/** The public API over the service binding. The host is a placeholder: a binding routes by name. A page does not wait for retries. */
export const api = createTinctureClient({
  baseUrl: env.SITE_ORIGIN,
  fetch: (request) => env.API.fetch(request),
  maxRetries: 0,
});
