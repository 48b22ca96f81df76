import type { SQL } from 'drizzle-orm';
import { type AccountMailKind, accountMailFacts } from '#modules/campaigns';
import { deviceOf } from '#platform/device';
import { writeFacts } from '#platform/facts';
import type { IdentityContext } from './identity-context.ts';

/** Where buttons lead. The page posts the secret: opening a link, as scanners of mails do, takes nothing from it. */
const pages = {
  verify_email: (secret: string) => `/verify?token=${secret}`,
  magic_link: (secret: string) => `/sign-in/link?token=${secret}`,
  password_reset: (secret: string) => `/reset?token=${secret}`,
} satisfies Partial<Record<AccountMailKind, (secret: string) => string>>;

const plainPages: Partial<Record<AccountMailKind, string>> = {
  address_known: '/sign-in',
  new_device: '/account/sessions',
  session_reuse: '/account/sessions',
  passkey_added: '/account/security',
  passkey_removed: '/account/security',
  second_factor_added: '/account/security',
  recovery_codes_renewed: '/account/security',
};

/** Told where it happened: what somebody else may have done. */
const tellsWhere: ReadonlySet<AccountMailKind> = new Set<AccountMailKind>([
  'new_device',
  'password_changed',
  'passkey_added',
  'passkey_removed',
  'second_factor_added',
  'second_factor_removed',
  'recovery_codes_renewed',
]);

interface Recipient {
  name: string;
  email: string;
  language: string;
}

/** The statements that queue a mail about an account; none for somebody who was erased. */
export async function queueMail(
  ctx: IdentityContext,
  kind: AccountMailKind,
  to: Recipient | undefined,
  secret?: string,
): Promise<SQL[]> {
  if (to === undefined) return [];
  const path = secret !== undefined && kind in pages ? pages[kind as keyof typeof pages](secret) : plainPages[kind];
  const seen = { device: deviceOf(ctx.visitor.userAgent), place: ctx.visitor.place, at: ctx.clock.now() };
  const facts = await accountMailFacts(
    ctx,
    { kind, recipient: to.email, language: to.language, name: to.name, path, ...(tellsWhere.has(kind) && { seen }) },
    ctx.shop,
  );
  return writeFacts(facts);
}
