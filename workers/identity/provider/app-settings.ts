import * as z from 'zod';
import { appPermissions } from '#platform/access/app-permissions';
import type { AppSettings } from '#platform/identity-door';
import { parseInput } from '#platform/parse-input';

/** Shown in a heading of the page that asks for consent. */
const MAX_NAME_LENGTH = 60;
/** As long as browsers of every kind carry without trouble. */
const MAX_URL_LENGTH = 500;
/** One for each place that an app runs in. */
const MAX_REDIRECT_URIS = 10;

/** Loopback by number: `localhost` may be somebody else's (RFC 8252, 8.3). */
const loopback = new Set(['127.0.0.1', '[::1]']);

/** Whether an address stands as a browser will send it: https, or plain http on the person's own machine. */
export function isRedirectUri(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.hash !== '' || text.includes('#') || url.username !== '' || url.password !== '') return false;
  const isPlace =
    url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname) && url.port === '');
  return isPlace && url.href === text && !text.includes('*');
}

const AppSettingsSchema = z.strictObject({
  name: z.string().trim().min(1).max(MAX_NAME_LENGTH),
  homepage: z.url({ protocol: /^https$/ }).max(MAX_URL_LENGTH),
  redirectUris: z
    .array(
      z
        .string()
        .max(MAX_URL_LENGTH)
        .refine(
          isRedirectUri,
          'Must be https, or http://127.0.0.1/ or http://[::1]/ without a port, written out in full',
        ),
    )
    .min(1)
    .max(MAX_REDIRECT_URIS),
  scopes: z
    .array(z.enum(appPermissions as [(typeof appPermissions)[number]]))
    .min(1)
    .max(appPermissions.length),
});

/** Throws `invalid_input` that names what is wrong. */
export function checkSettings(settings: AppSettings): void {
  parseInput(AppSettingsSchema, settings);
}
