import type { APIRoute } from 'astro';
import { signOut } from '../api/auth.ts';
import { urlsFor } from '../urls.ts';

/** A form and never a link: a picture on another site must not sign anybody out. */
export const POST: APIRoute = async ({ locals, redirect }) => {
  await signOut(locals.session);
  locals.session.drop();
  return redirect(urlsFor(locals.language).home, 303);
};

export const GET: APIRoute = ({ locals, redirect }) => redirect(urlsFor(locals.language).account(), 303);
