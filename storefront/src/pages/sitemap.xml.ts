import type { APIRoute } from 'astro';
import { sitemapIndexXml } from '../features/seo/sitemap.ts';
import { sitemapAnswer } from '../features/seo/sitemap-answer.ts';

export const GET: APIRoute = () => sitemapAnswer(sitemapIndexXml());
