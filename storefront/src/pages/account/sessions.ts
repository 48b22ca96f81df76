import type { APIRoute } from 'astro';
import { urlsFor } from '../../urls.ts';

/** Where mails about a new sign-in lead. */
export const GET: APIRoute = ({ locals, redirect }) =>
  redirect(`${urlsFor(locals.language).account('security')}#sessions`, 303);
