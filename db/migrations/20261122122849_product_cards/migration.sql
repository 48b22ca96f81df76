-- Rebuilds the cards of some products, or of all when null is given. One statement, so that a list never sees half a card.
CREATE OR REPLACE FUNCTION refresh_product_cards(wanted uuid[]) RETURNS void LANGUAGE sql AS $$
  WITH priced AS (
    SELECT v.*, p.amount_paise, p.mrp_paise,
      EXISTS (SELECT 1 FROM stock_levels s WHERE s.variant_id = v.id AND s.band <> 'out') AS in_stock
    FROM variants v
    JOIN LATERAL (
      SELECT amount_paise, mrp_paise FROM prices
      WHERE variant_id = v.id AND price_list = 'retail' AND valid_from <= now()
        AND (valid_until IS NULL OR valid_until > now())
      ORDER BY valid_from DESC LIMIT 1
    ) p ON true
    WHERE v.status = 'active' AND (wanted IS NULL OR v.product_id = ANY (wanted))
  ), shelf AS (
    SELECT product_id,
      min(amount_paise) AS price_from, max(amount_paise) AS price_to, bool_or(in_stock) AS in_stock,
      (array_agg(json_build_object('id', id, 'potency', potency_label, 'pack', pack_label) ORDER BY position))[1] AS face
    FROM priced GROUP BY product_id
  ), labels AS (
    SELECT product_id,
      (SELECT coalesce(array_agg(l ORDER BY scale, rank), '{}') FROM
        (SELECT DISTINCT potency_label AS l, potency_scale AS scale, potency_rank AS rank FROM priced x
         WHERE x.product_id = shelf.product_id AND potency_label IS NOT NULL) d) AS potencies,
      (SELECT coalesce(array_agg(l ORDER BY unit, quantity), '{}') FROM
        (SELECT DISTINCT pack_label AS l, pack_unit AS unit, pack_quantity AS quantity FROM priced x
         WHERE x.product_id = shelf.product_id) d) AS packs
    FROM shelf
  ), gone AS (
    DELETE FROM product_cards c
    WHERE (wanted IS NULL OR c.product_id = ANY (wanted))
      AND NOT EXISTS (SELECT 1 FROM shelf JOIN products p ON p.id = shelf.product_id AND p.status = 'active'
                      WHERE shelf.product_id = c.product_id)
  )
  INSERT INTO product_cards (product_id, handle, name, name_hindi, remedy_id, remedy_slug, form, brand_slug, category,
    potencies, packs, price_from_paise, price_to_paise, in_stock, popularity, created_at, facts, search_text)
  SELECT p.id, p.handle, p.name, hindi.value, r.id, r.slug, p.form, b.slug, p.category, l.potencies, l.packs,
    s.price_from, s.price_to, s.in_stock, p.popularity, p.created_at,
    jsonb_build_object(
      'brand', jsonb_build_object('slug', b.slug, 'name', b.name, 'manufacturer', b.manufacturer, 'colour', b.colour,
                                  'licenceNumber', b.licence_number),
      'remedy', CASE WHEN r.id IS NULL THEN NULL ELSE jsonb_build_object('abbrev', r.abbrev, 'name', r.name, 'slug', r.slug) END,
      'face', s.face, 'alcoholPermille', p.alcohol_permille,
      'photo', (SELECT jsonb_build_object('fileKey', m.file_key, 'alt', m.alt, 'widthPx', m.width_px, 'heightPx', m.height_px)
                FROM media m WHERE m.product_id = p.id ORDER BY m.position LIMIT 1)),
    lower(concat_ws(' ', p.name, p.complex_code, r.abbrev, r.name, hindi.value, b.name,
      (SELECT string_agg(n.name, ' ') FROM remedy_names n WHERE n.remedy_id = r.id)))
  FROM shelf s
  JOIN labels l USING (product_id)
  JOIN products p ON p.id = s.product_id AND p.status = 'active'
  JOIN brands b ON b.id = p.brand_id
  LEFT JOIN remedies r ON r.id = p.remedy_id
  LEFT JOIN translations hindi ON hindi.entity = 'product' AND hindi.entity_id = p.id AND hindi.language = 'hi' AND hindi.field = 'name'
  ON CONFLICT (product_id) DO UPDATE SET handle = excluded.handle, name = excluded.name, name_hindi = excluded.name_hindi,
    remedy_id = excluded.remedy_id, remedy_slug = excluded.remedy_slug, form = excluded.form, brand_slug = excluded.brand_slug,
    category = excluded.category, potencies = excluded.potencies, packs = excluded.packs,
    price_from_paise = excluded.price_from_paise, price_to_paise = excluded.price_to_paise, in_stock = excluded.in_stock,
    popularity = excluded.popularity, created_at = excluded.created_at, facts = excluded.facts, search_text = excluded.search_text;
$$;
