import { sql } from 'drizzle-orm';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { type RemedyRow, remedyStatement, remedyView } from './get-remedy.ts';
import type { Language } from './language.ts';
import type { RemedyView } from './views.ts';

export interface GetRemedies {
  /** Ids or slugs, mixed as they come. */
  keys: readonly string[];
  language: Language;
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Many remedies as their pages show them, in one round trip and in no order. What is not there is left out. */
export async function getRemedies(ctx: Context, { keys, language }: GetRemedies): Promise<RemedyView[]> {
  requirePermission(ctx, 'catalog.read');
  if (keys.length === 0) return [];
  const ids = keys.filter((key) => uuid.test(key));
  const rows = await ctx.db.query<RemedyRow>(
    remedyStatement(sql`(r.slug = any(${sql.param([...keys])}::text[]) or r.id = any(${sql.param(ids)}::uuid[]))`),
  );
  return rows.map((row) => remedyView(row, language));
}
