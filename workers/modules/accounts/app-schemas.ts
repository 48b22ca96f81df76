import * as z from 'zod';
import { appPermissions } from '#platform/access/app-permissions';

/** The exact rules stand in workers/identity/provider/app-settings.ts; these bounds keep a body small. */
const MAX_NAME_LENGTH = 60;
const MAX_URL_LENGTH = 500;
const MAX_REDIRECT_URIS = 10;
/** More apps than anybody registers or lets in. */
const MAX_LISTED = 100;
/** A prefix and 256 bits in base64url. */
const MAX_ID_LENGTH = 64;
/** The registered address with code, state and issuer. */
const MAX_REDIRECT_LENGTH = 8000;

const ClientId = z.string().regex(/^app_[A-Za-z0-9_-]{1,60}$/);
const Scopes = z.array(z.enum(appPermissions as [(typeof appPermissions)[number]])).max(appPermissions.length);
const settings = {
  name: z.string().min(1).max(MAX_NAME_LENGTH),
  homepage: z.url().max(MAX_URL_LENGTH),
  redirectUris: z.array(z.string().max(MAX_URL_LENGTH)).min(1).max(MAX_REDIRECT_URIS),
  scopes: Scopes.min(1),
};

export const AppParams = z.strictObject({ clientId: ClientId });
export const RegisterAppBody = z.strictObject({ ...settings, isConfidential: z.boolean() });
export const ChangeAppBody = z.strictObject({
  name: settings.name.exactOptional(),
  homepage: settings.homepage.exactOptional(),
  redirectUris: settings.redirectUris.exactOptional(),
  scopes: settings.scopes.exactOptional(),
});

export const AppView = z
  .object({ clientId: ClientId, ...settings, scopes: Scopes, isConfidential: z.boolean() })
  .meta({ id: 'App' });
export const AppList = z.object({ data: z.array(AppView).max(MAX_LISTED) }).meta({ id: 'AppList' });
export const NewApp = AppView.extend({ clientSecret: z.string().max(MAX_ID_LENGTH).nullable() }).meta({ id: 'NewApp' });
export const NewAppSecret = z.object({ clientSecret: z.string().max(MAX_ID_LENGTH) }).meta({ id: 'NewAppSecret' });

export const LetInAppList = z
  .object({
    data: z
      .array(
        z.object({
          clientId: ClientId,
          name: z.string().max(MAX_NAME_LENGTH),
          scopes: Scopes,
          grantedAt: z.iso.datetime(),
        }),
      )
      .max(MAX_LISTED),
  })
  .meta({ id: 'LetInAppList' });

export const ConsentRequestParams = z.strictObject({ requestId: z.string().min(1).max(MAX_ID_LENGTH) });
export const ConsentRequestView = z
  .object({
    app: z.object({ name: z.string().max(MAX_NAME_LENGTH), homepage: z.string().max(MAX_URL_LENGTH) }),
    scopes: Scopes,
    redirectHost: z.string().max(MAX_URL_LENGTH),
  })
  .meta({ id: 'ConsentRequest' });
export const AnswerConsentBody = z.strictObject({ allow: z.boolean() });
export const ConsentAnswered = z
  .object({ redirectTo: z.string().max(MAX_REDIRECT_LENGTH) })
  .meta({ id: 'ConsentAnswered' });
