import type { Hono } from 'hono';
import { type GatewayApp, type GatewayContext, versionOf } from '../gateway-context.ts';
import { openApiDocument } from '../openapi/document.ts';
import { routes } from '../rest/routes.ts';
import { errorsPage } from './errors-page.ts';
import { stylePath, styleSheet } from './page.ts';
import { referencePage } from './reference-page.ts';

/** It changes only with the program itself, whose deployment empties the cache. */
const cacheControl = 'public, max-age=60, s-maxage=3600';
/** Nothing but our own style sheet. */
const policy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The API's reference, for programs and for people. */
export function registerDocumentation(app: Hono<GatewayApp>): void {
  app.get('/openapi.json', (c) => answer(JSON.stringify(documentOf(c)), 'application/json'));
  app.get('/docs', (c) => answer(referencePage(documentOf(c)), 'text/html; charset=utf-8'));
  app.get('/docs/errors', () => answer(errorsPage(), 'text/html; charset=utf-8'));
  app.get(stylePath, () => answer(styleSheet, 'text/css; charset=utf-8'));
}

const documentOf = (c: GatewayContext) => openApiDocument(routes, versionOf(c));

function answer(body: string, contentType: string): Response {
  return new Response(body, {
    headers: { 'content-type': contentType, 'cache-control': cacheControl, 'content-security-policy': policy },
  });
}
