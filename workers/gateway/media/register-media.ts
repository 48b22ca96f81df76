import type { Hono } from 'hono';
import * as z from 'zod';
import { drawProductLabel, labelContentType } from '#modules/catalog';
import { requirePermission } from '#platform/access/require-permission';
import { AppError } from '#platform/errors';
import type { GatewayApp, GatewayContext } from '../gateway-context.ts';

/** The address names the content, so the picture at it never changes. */
const forGood = 'public, max-age=31536000, immutable';

const LabelName = /^([0-9a-f-]{36})\.([0-9a-f]{8})\.svg$/;
const photoPath = /^\/media\/(photos?\/[A-Za-z0-9][A-Za-z0-9._/-]{0,200})$/;
/** Uploads are checked when they come in; a page or a script must never leave from here whatever lies in the bucket. */
const pictureTypes = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif']);

/** Pictures: labels, drawn at their first use, and uploaded photos. */
export function registerMedia(app: Hono<GatewayApp>): void {
  app.get('/media/label/:file', answerLabel);
  app.get('/media/*', answerPhoto);
}

async function answerLabel(c: GatewayContext): Promise<Response> {
  const [, variantId = '', version = ''] = LabelName.exec(c.req.param('file') ?? '') ?? [];
  if (!z.uuid().safeParse(variantId).success) throw new AppError('not_found', 'There is no such label.');
  const label = await drawProductLabel(c.get('verbs'), { variantId, version });
  if (label.kind === 'moved') {
    return new Response(null, { status: 302, headers: { location: label.url, 'cache-control': 'no-store' } });
  }
  return new Response(label.svg, { headers: { 'content-type': labelContentType, 'cache-control': forGood } });
}

async function answerPhoto(c: GatewayContext): Promise<Response> {
  const verbs = c.get('verbs');
  requirePermission(verbs, 'catalog.read');
  const key = photoPath.exec(c.req.path)?.[1];
  const file = key === undefined ? undefined : await verbs.files.get(key);
  if (file === undefined || !pictureTypes.has(file.contentType))
    throw new AppError('not_found', 'There is no such picture.');
  return new Response(file.body, {
    headers: { 'content-type': file.contentType, 'cache-control': forGood, etag: file.etag },
  });
}
