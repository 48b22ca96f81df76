import { base32 } from '@better-auth/utils/base32';
import { type SQL, sql } from 'drizzle-orm';
import { recoveryCodes } from '#db/schema/identity';
import { exactlyOne } from '#platform/exactly-one';
import type { IdentityContext } from '../identity-context.ts';

const HOW_MANY = 10;
/** 60 bits, which nobody guesses at ten tries in a quarter of an hour. */
const CODE_LENGTH = 12;
const CODE_BYTES = 8;

function newCode(): string {
  const text = base32.encode(crypto.getRandomValues(new Uint8Array(CODE_BYTES)), { padding: false }).toLowerCase();
  return text.slice(0, CODE_LENGTH).replaceAll(/(.{4})(?=.)/g, '$1-');
}

const hashOf = (ctx: IdentityContext, personId: string, code: string): Promise<string> =>
  ctx.box.fingerprint(`recovery_codes:${personId}`, code.toLowerCase().replaceAll(/[^a-z2-7]/g, ''));

/** New codes in place of all that there are, shown this once, and the statements that write them down. */
export async function drawRecoveryCodes(
  ctx: IdentityContext,
  personId: string,
): Promise<{ codes: string[]; statements: SQL[] }> {
  const codes = Array.from({ length: HOW_MANY }, newCode);
  const hashes = await Promise.all(codes.map((code) => hashOf(ctx, personId, code)));
  return {
    codes,
    statements: [
      sql`delete from ${recoveryCodes} where user_id = ${personId}`,
      sql`insert into ${recoveryCodes} (user_id, code_hash)
        select ${personId}::uuid, value from jsonb_array_elements_text(${JSON.stringify(hashes)}::jsonb)`,
    ],
  };
}

/** The claim of a recovery code, or undefined when it is no good one. */
export async function claimRecoveryCode(
  ctx: IdentityContext,
  personId: string,
  code: string,
): Promise<SQL | undefined> {
  const hash = await hashOf(ctx, personId, code);
  const unused = sql`user_id = ${personId} and code_hash = ${hash} and used_at is null`;
  const [row] = await ctx.db.query(sql`select 1 from ${recoveryCodes} where ${unused}`);
  if (row === undefined) return undefined;
  return exactlyOne(sql`update ${recoveryCodes} set used_at = ${ctx.clock.now().toISOString()} where ${unused}`);
}
