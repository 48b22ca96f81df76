import { env } from 'cloudflare:workers';
import createClient from 'openapi-fetch';
import type { paths } from './schema.d.ts';

/** The public API over the service binding. The host is a placeholder: a binding routes by name. */
export const api = createClient<paths>({
  baseUrl: env.SITE_ORIGIN,
  fetch: (request: Request) => env.API.fetch(request),
});
