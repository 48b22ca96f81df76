import type { APIRoute } from 'astro';
import { addressesOf, sitemapXml } from '../../features/seo/sitemap.ts';
import { sitemapAnswer } from '../../features/seo/sitemap-answer.ts';

export const GET: APIRoute = async ({ params }) => {
  const addresses = await addressesOf(params.name ?? '');
  return addresses ? sitemapAnswer(sitemapXml(addresses)) : new Response('Not found', { status: 404 });
};
