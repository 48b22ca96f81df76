import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import { proofs } from '#db/schema/identity';
import { exactlyOne } from '#platform/exactly-one';
import { hashSecret } from '#platform/ids';
import type { IdentityContext } from '../identity-context.ts';
import { spent } from '../secrets/proofs.ts';

const LIFE_MS = 5 * 60_000;

export type CeremonyKind = 'passkey_registration' | 'passkey_assertion' | 'outside';

interface Ceremony {
  challenge: string;
  /** Whose passkey is registered; null for an assertion, which says itself whose it is. */
  personId: string | null;
  expiresAtMs: number;
}

/** The relying party: the shop's host, and the one origin whose answers count. */
export function relyingParty(ctx: Pick<IdentityContext, 'shop'>): { name: string; id: string; origin: string } {
  const { hostname, origin } = new URL(ctx.shop.url);
  return { name: ctx.shop.name, id: hostname, origin };
}

/**
 * A ceremony travels sealed and is written down only when it ends: pages begin one for every visitor, and most end none.
 */
export const sealCeremony = (
  ctx: Pick<IdentityContext, 'box' | 'clock'>,
  kind: CeremonyKind,
  challenge: string,
  personId: string | null,
): Promise<string> => {
  const ceremony: Ceremony = { challenge, personId, expiresAtMs: ctx.clock.now().getTime() + LIFE_MS };
  return ctx.box.seal(`ceremony:${kind}`, JSON.stringify(ceremony));
};

/** Opens a ceremony of this person. Throws `expired` for another's, an old or a made-up one. */
export async function openCeremony(
  ctx: Pick<IdentityContext, 'box' | 'clock'>,
  kind: CeremonyKind,
  sealed: string,
  personId: string | null,
): Promise<{ challenge: string }> {
  const text = await ctx.box.open(`ceremony:${kind}`, sealed).catch(() => undefined);
  if (text === undefined) throw spent();
  const ceremony = JSON.parse(text) as Ceremony;
  if (ceremony.expiresAtMs <= ctx.clock.now().getTime() || ceremony.personId !== personId) throw spent();
  return { challenge: ceremony.challenge };
}

/** The claim of a ceremony: its challenge is written down once, whoever brings it again finds it there. */
export async function claimCeremony(
  ctx: Pick<IdentityContext, 'clock'>,
  kind: CeremonyKind,
  challenge: string,
): Promise<SQL> {
  const hash = await hashSecret(`${kind}:${challenge}`);
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + LIFE_MS).toISOString();
  return exactlyOne(sql`insert into ${proofs} (hash, purpose, data, tries_left, issued_at, expires_at, used_at)
    values (${hash}, ${kind}, '', 0, ${now.toISOString()}, ${expiresAt}, ${now.toISOString()}) on conflict do nothing`);
}
