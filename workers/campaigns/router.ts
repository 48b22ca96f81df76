import { Router } from 'itty-router';
import { describeError, log } from '#platform/log';
import { type CampaignsEnv, keepsMailsLocal } from './env.ts';
import { localMailRoutes } from './local-mails/routes.ts';

const nothingHere = () => new Response('There is nothing here.', { status: 404 });

function failed(error: unknown): Response {
  log('error', 'A request to the campaigns Worker failed', describeError(error));
  return new Response('Something went wrong on our side.', { status: 500 });
}

/** What this Worker answers over HTTP: the gateway forwards to it, the world does not reach it. */
export function campaignsRouter(env: Pick<CampaignsEnv, 'LOCAL_MAILS' | 'FILES'>) {
  const router = Router({ catch: failed });
  router.get('/health', () => Response.json({ status: 'ok' }));
  if (keepsMailsLocal(env)) router.all('/dev/mails', localMailRoutes(env.FILES).fetch);
  if (keepsMailsLocal(env)) router.all('/dev/mails/*', localMailRoutes(env.FILES).fetch);
  return router.all('*', nothingHere);
}
