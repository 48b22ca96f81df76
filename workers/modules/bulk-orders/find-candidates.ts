import { type SQL, sql } from 'drizzle-orm';
import { brands, products, remedies, variants } from '#db/schema/catalog';
import type { Candidate } from './match-line.ts';
import type { UnderstoodLine } from './understand-line.ts';

/** Enough to choose from; a line that fits more says too little. */
const maxOptions = 8;

export interface FoundCandidate extends Candidate {
  place: number;
}

interface Wanted {
  place: number;
  remedies: string[];
  complexCode: string | null;
  scale: string | null;
  value: number | null;
  packQuantity: number | null;
  packUnit: string | null;
  brand: string | null;
  forms: string[];
}

function wantedOf({ asked }: UnderstoodLine, place: number): Wanted[] {
  if (asked === null) return [];
  const { remedies: abbrevs, complexCode, potency, pack, brand, forms } = asked;
  return [
    {
      place,
      remedies: abbrevs,
      complexCode,
      scale: potency?.scale ?? null,
      value: potency?.value ?? null,
      packQuantity: pack?.quantity ?? null,
      packUnit: pack?.unit ?? null,
      brand,
      forms: [...forms],
    },
  ];
}

const columns = sql.raw(`v.id as "variantId", v.sku, p.name, b.name as brand, v.potency_label as "potencyLabel",
  v.pack_label as "packLabel"`);
const sold = sql`from ${variants} v join ${products} p on p.id = v.product_id and p.status = 'active'
  join ${brands} b on b.id = p.brand_id`;

/** For every line what is sold of its remedy: what fits in all parts first, then what comes near. */
export const candidatesQuery = (lines: readonly UnderstoodLine[]): SQL => sql`
  select w.place, found.* from jsonb_to_recordset(${JSON.stringify(lines.flatMap(wantedOf))}::jsonb) as w(place int,
    remedies jsonb, "complexCode" text, scale text, value int, "packQuantity" int, "packUnit" text, brand text, forms jsonb)
  cross join lateral (
    select ${columns}, (w.scale is null or (v.potency_scale = w.scale and v.potency_value = w.value))
        and (w."packQuantity" is null or (v.pack_quantity = w."packQuantity" and v.pack_unit = w."packUnit"))
        and (w.brand is null or b.slug = w.brand)
        and (jsonb_array_length(w.forms) = 0 or w.forms ? p.form) as fits
    ${sold} left join ${remedies} r on r.id = p.remedy_id
    where v.status = 'active' and (w.remedies ? r.abbrev
      or lower(regexp_replace(p.complex_code, '[^A-Za-z0-9]', '', 'g')) = w."complexCode")
    order by fits desc, v.potency_scale is not distinct from w.scale and v.potency_value is not distinct from w.value desc,
      v.pack_quantity is not distinct from w."packQuantity" desc, p.popularity desc, p.id, v.position
    limit ${maxOptions}
  ) found order by w.place`;

/** Lines that name an item by its SKU, whatever their case. */
export const skuQuery = (lines: readonly UnderstoodLine[]): SQL => sql`
  select w.place, ${columns}, true as fits
  from jsonb_to_recordset(${JSON.stringify(lines.map(({ wanted }, place) => ({ place, sku: wanted })))}::jsonb)
    as w(place int, sku text)
  join (select v.* from ${variants} v) v on v.sku in (w.sku, upper(w.sku)) and v.status = 'active'
  join ${products} p on p.id = v.product_id and p.status = 'active' join ${brands} b on b.id = p.brand_id`;
