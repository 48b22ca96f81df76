import type { RouteLimit } from '../../routing/define-route.ts';

/** Guesses from one address. A shop's staff or a village behind one address still gets in; identity counts per account. */
export const signInAttempts: RouteLimit = { name: 'sign-in', by: 'address', limit: 30, windowSeconds: 60 };

/** Each of these sends somebody a mail. */
export const requestsOfMail: RouteLimit = { name: 'account-mails', by: 'address', limit: 20, windowSeconds: 600 };

/** Every open tab renews every ten minutes. */
export const renewals: RouteLimit = { name: 'renew', by: 'address', limit: 300, windowSeconds: 60 };

/** Passwords and codes can be guessed from inside a stolen session too. */
export const accountChanges: RouteLimit = { name: 'account-changes', by: 'account', limit: 20, windowSeconds: 60 };
