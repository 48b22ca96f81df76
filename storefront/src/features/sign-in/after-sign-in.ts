import type { APIContext } from 'astro';
import type { SignInAnswer } from '../../api/account-views.ts';
import { urlsFor } from '../../urls.ts';
import { forgetChallenge, rememberChallenge } from './challenge-cookie.ts';

type Context = Pick<APIContext, 'cookies' | 'url' | 'locals' | 'redirect'>;

/** Where somebody goes who has shown who they are: on, or to the second factor first. The cookies are set by then. */
export function afterSignIn(context: Context, answer: SignInAnswer, next: string): Response {
  const { cookies, url } = context;
  if (answer.status === 'signed_in') {
    forgetChallenge(cookies, url);
    return context.redirect(next, 303);
  }
  rememberChallenge(cookies, url, answer);
  return context.redirect(urlsFor(context.locals.language).secondFactor(next), 303);
}
