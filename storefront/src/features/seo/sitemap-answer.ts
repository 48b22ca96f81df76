import { cacheForEverybody } from './cache.ts';

export function sitemapAnswer(xml: string): Response {
  const headers = new Headers({ 'content-type': 'application/xml; charset=utf-8' });
  cacheForEverybody(headers, ['list']);
  return new Response(xml, { headers });
}
