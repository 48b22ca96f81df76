import { env } from 'cloudflare:workers';
import type { APIRoute } from 'astro';
import { cacheForEverybody } from '../features/seo/cache.ts';

const text = `User-agent: *
Disallow: /cart
Disallow: /checkout
Disallow: /order/
Disallow: /search
Disallow: /hi/cart
Disallow: /hi/checkout
Disallow: /hi/order/
Disallow: /hi/search
Disallow: /v1/
Disallow: /admin

Sitemap: ${env.SITE_ORIGIN}/sitemap.xml
`;

export const GET: APIRoute = () => {
  const headers = new Headers({ 'content-type': 'text/plain; charset=utf-8' });
  cacheForEverybody(headers, []);
  return new Response(text, { headers });
};
