import type { APIRoute } from 'astro';
import { ApiUnavailable } from '../../../api/answer.ts';
import { keepPrivate } from '../../../features/seo/cache.ts';

/** The person's own data as a file, passed on as it comes. */
export const GET: APIRoute = async ({ locals }) => {
  const answer = await locals.session.own<unknown>({ method: 'GET', path: '/v1/me/export' });
  if (!answer.ok) throw new ApiUnavailable(`The API refused the export: ${answer.problem.code}`);
  const headers = new Headers({
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': 'attachment; filename="tincture-my-data.json"',
  });
  keepPrivate(headers);
  return new Response(JSON.stringify(answer.value, null, 2), { headers });
};
