import type { APIRoute } from 'astro';
import { sitemapAnswer } from '../features/seo/sitemap-answer.ts';
import { sitemapIndexXml } from '../features/seo/sitemap.ts';

export const GET: APIRoute = () => sitemapAnswer(sitemapIndexXml());
