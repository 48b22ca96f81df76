import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { languages } from './language.ts';
import { commonNames } from './product-view.ts';
import type { RemedyList } from './views.ts';

/** The longest name of a remedy has 60 characters. */
const MAX_QUERY_LENGTH = 80;

export const ListRemediesSchema = z.strictObject({
  letter: z
    .string()
    .regex(/^[A-Za-z]$/, 'One letter')
    .optional()
    .meta({ description: 'First letter of the name' }),
  q: z.string().trim().min(1).max(MAX_QUERY_LENGTH).optional().meta({ description: 'Part of any of its names' }),
  language: z.enum(languages).default('en'),
  limit: LimitParameter,
  cursor: CursorParameter,
});
export type ListRemedies = z.output<typeof ListRemediesSchema>;

interface RemedyRow {
  id: string;
  abbrev: string;
  slug: string;
  name: string;
  common_names: { language: string; name: string }[];
  product_count: number;
}

const PlaceSchema = z.tuple([z.string().max(200), z.uuid()]);

/** The remedies in the order of their names. One round trip. */
export async function listRemedies(ctx: Context, input: ListRemedies): Promise<RemedyList> {
  requirePermission(ctx, 'catalog.read');
  const { limit, language } = input;
  const rows = await ctx.db.query<RemedyRow>(sql`select r.id, r.abbrev, r.slug, r.name,
      (select coalesce(json_agg(json_build_object('language', n.language, 'name', n.name) order by n.name), '[]')
        from remedy_names n where n.remedy_id = r.id and n.kind = 'common') as common_names,
      (select count(*) from product_cards c where c.remedy_slug = r.slug) as product_count
    from remedies r where ${conditions(input)} order by r.name, r.id limit ${limit + 1}`);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    data: page.map(({ common_names, product_count, ...remedy }) => ({
      ...remedy,
      commonNames: commonNames(common_names, language),
      productCount: product_count,
    })),
    nextCursor: last === undefined ? null : encodeCursor([last.name, last.id]),
  };
}

function conditions({ letter, q, cursor }: ListRemedies) {
  const wanted = [sql`true`];
  if (letter !== undefined) wanted.push(sql`upper(left(r.name, 1)) = ${letter.toUpperCase()}`);
  if (q !== undefined) {
    const part = `%${q.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    wanted.push(sql`(lower(r.name) like ${part} or lower(r.abbrev) like ${part}
      or exists (select 1 from remedy_names n where n.remedy_id = r.id and lower(n.name) like ${part}))`);
  }
  if (cursor !== undefined) {
    const [name, id] = decodeCursor(cursor, PlaceSchema);
    wanted.push(sql`(r.name, r.id) > (${name}::text, ${id}::uuid)`);
  }
  return sql.join(wanted, sql` and `);
}
