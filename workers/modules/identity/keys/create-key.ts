import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { apiKeys, people } from '#db/schema/people';
import { accountMailFacts } from '#modules/campaigns';
import { type Permission, permissionTable } from '#platform/access/permission-table';
import { allows, requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { deviceOf } from '#platform/device';
import { AppError } from '#platform/errors';
import { demand, wasRefused } from '#platform/exactly-one';
import { type Fact, fact, writeFacts } from '#platform/facts';
import { hashSecret, newSecret } from '#platform/ids';
import { invalidInput, parseInput } from '#platform/parse-input';
import { KeyView, keyPlans } from './key-view.ts';

const MAX_NAME_LENGTH = 80;
/** A page of one program is served from a handful of origins. */
const MAX_ORIGINS = 10;
const MAX_DAYS = 365;
const USUAL_DAYS = 90;
/** More programs than this are looked after by nobody. */
const MAX_KEYS = 50;
const PREFIX_LENGTH = 8;
const DAY_MS = 86_400_000;

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;

export const CreateKeyBody = z.strictObject({
  name: z.string().trim().min(1).max(MAX_NAME_LENGTH),
  permissions: z
    .array(z.enum(Object.keys(permissionTable) as [Permission, ...Permission[]]))
    .min(1)
    .max(Object.keys(permissionTable).length)
    .transform((names) => [...new Set(names)]),
  corsOrigins: z
    .array(z.string().max(200).refine(isOrigin, 'Write an origin such as https://app.example.com'))
    .max(MAX_ORIGINS)
    .default([]),
  plan: z.enum(keyPlans).default('standard'),
  expiresInDays: z.int().min(1).max(MAX_DAYS).default(USUAL_DAYS),
});

export const NewKeyView = KeyView.extend({
  key: z.string().meta({ description: 'Shown this once; only its hash is kept' }),
}).meta({ id: 'NewApiKey' });
export type NewKeyView = z.infer<typeof NewKeyView>;

/**
 * Makes a key for a program of one's own. It can do what it is lent of its owner's rights, for as long as the owner has them,
 * and never what asks for a second factor. Its owner gets a mail. Throws `forbidden` for other permissions, `conflict` for too many keys.
 */
export async function createKey(ctx: Context, input: z.input<typeof CreateKeyBody>): Promise<NewKeyView> {
  requirePermission(ctx, 'keys.own');
  const wanted = parseInput(CreateKeyBody, input);
  const { actor } = ctx;
  // What a key or an app makes would outlive its own revocation.
  if (actor.kind !== 'person' || actor.clientId !== null) {
    throw new AppError('forbidden', 'Only somebody in a session of their own makes keys.');
  }
  const now = ctx.clock.now();
  const lacking = wanted.permissions.filter((permission) => !allows(actor, permission, now.getTime()));
  if (lacking.length > 0) {
    throw new AppError('forbidden', 'A key can do no more than its owner.', { extensions: { permissions: lacking } });
  }
  if (wanted.plan === 'high' && !allows(actor, 'keys.manage', now.getTime())) {
    throw invalidInput([{ path: 'plan', message: 'The high plan is given by the company' }]);
  }
  return write(ctx, actor.personId, wanted, now);
}

async function write(
  ctx: Permitted,
  ownerId: string,
  wanted: z.output<typeof CreateKeyBody>,
  now: Date,
): Promise<NewKeyView> {
  const { name, permissions, corsOrigins, plan, expiresInDays } = wanted;
  const id = ctx.ids.next();
  const prefix = `tk_${id.replaceAll('-', '').slice(-PREFIX_LENGTH)}`;
  const key = newSecret(prefix);
  const view: KeyView = {
    id,
    ownerId,
    name,
    prefix,
    permissions,
    corsOrigins,
    plan,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + expiresInDays * DAY_MS).toISOString(),
    lastUsedAt: null,
    revokedAt: null,
  };
  const after = { label: name, prefix, permissions, corsOrigins, plan, expiresAt: view.expiresAt };
  const inForce = sql`select count(*) from ${apiKeys}
    where owner_id = ${ownerId} and revoked_at is null and expires_at > ${view.createdAt}`;
  try {
    await ctx.db.batch([
      demand(sql`(${inForce}) < ${MAX_KEYS}`),
      ...writeFacts([
        fact(apiKeys, { ...view, keyHash: await hashSecret(key) }),
        auditFact(ctx, { action: 'keys.create', subject: id, after }),
        ...(await mailOfKey(ctx, ownerId)),
      ]),
    ]);
  } catch (error) {
    if (wasRefused(error)) throw new AppError('conflict', `Revoke a key first: there are ${MAX_KEYS} in force.`);
    throw error;
  }
  return { ...view, key };
}

/** Tells the owner by mail, of the device too: whoever holds an open session could lend themselves a key. */
async function mailOfKey(ctx: Permitted, ownerId: string): Promise<Fact[]> {
  const [owner] = await ctx.db.query<{ name: string | null; email: string | null; language: string }>(
    sql`select name, email, language from ${people} where id = ${ownerId}`,
  );
  if (!owner?.email) return [];
  const [recipient, name] = await Promise.all([
    ctx.personal.open('people.email', owner.email),
    owner.name === null ? '' : ctx.personal.open('people.name', owner.name),
  ]);
  const seen = { device: deviceOf(ctx.visitor.userAgent), place: ctx.visitor.place, at: ctx.clock.now() };
  const mail = {
    kind: 'api_key_made',
    recipient,
    name,
    language: owner.language,
    path: '/account/keys',
    seen,
  } as const;
  return accountMailFacts(ctx, mail, ctx.shop);
}
