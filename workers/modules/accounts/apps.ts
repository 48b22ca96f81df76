import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { orThrow } from '#platform/errors';
import type { AppRow, AppSettings, ConsentRequest, LetInApp } from '#platform/identity-door';
import { requireOwnSession } from './own-session.ts';

/** Opens the verbs about one's own registered apps: with the permission, and in a session of one's own. */
function requirePartner(ctx: Context) {
  requirePermission(ctx, 'apps.manage');
  return requireOwnSession(ctx);
}

export async function listApps(ctx: Context): Promise<AppRow[]> {
  const { own, permitted } = requirePartner(ctx);
  return orThrow(await permitted.identity.listApps(own));
}

/** The secret of a confidential app is told this once. */
export async function registerApp(
  ctx: Context,
  input: AppSettings & { isConfidential: boolean },
): Promise<AppRow & { clientSecret: string | null }> {
  const { own, permitted } = requirePartner(ctx);
  return orThrow(await permitted.identity.registerApp(own, input));
}

export async function changeApp(ctx: Context, clientId: string, change: Partial<AppSettings>): Promise<AppRow> {
  const { own, permitted } = requirePartner(ctx);
  return orThrow(await permitted.identity.changeApp(own, clientId, change));
}

export async function rotateAppSecret(ctx: Context, clientId: string): Promise<{ clientSecret: string }> {
  const { own, permitted } = requirePartner(ctx);
  return orThrow(await permitted.identity.rotateAppSecret(own, clientId));
}

export async function removeApp(ctx: Context, clientId: string): Promise<void> {
  const { own, permitted } = requirePartner(ctx);
  orThrow(await permitted.identity.removeApp(own, clientId));
}

export async function readConsentRequest(ctx: Context, requestId: string): Promise<ConsentRequest> {
  const { own, permitted } = requireOwnSession(ctx);
  return orThrow(await permitted.identity.readConsentRequest(own, requestId));
}

export async function answerConsentRequest(
  ctx: Context,
  requestId: string,
  input: { allow: boolean },
): Promise<{ redirectTo: string }> {
  const { own, permitted } = requireOwnSession(ctx);
  return orThrow(await permitted.identity.answerConsentRequest(own, requestId, input));
}

export async function listLetIn(ctx: Context): Promise<LetInApp[]> {
  const { own, permitted } = requireOwnSession(ctx);
  return orThrow(await permitted.identity.listLetIn(own));
}

export async function shutOut(ctx: Context, clientId: string): Promise<void> {
  const { own, permitted } = requireOwnSession(ctx);
  orThrow(await permitted.identity.shutOut(own, clientId));
}
