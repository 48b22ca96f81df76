-- Rebuilds the cards of some products, or of all when null is given. One statement, so that a list never sees half a card.
-- The cards are locked first and in order: two transactions that touch the same product take turns, and the second sees
-- what the first has written.
CREATE OR REPLACE FUNCTION refresh_product_cards(wanted uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM product_cards WHERE product_id = ANY (coalesce(wanted, '{}')) ORDER BY product_id FOR UPDATE;
  WITH chosen AS (
    SELECT id FROM products WHERE id = ANY (coalesce(wanted, ARRAY(SELECT id FROM products)))
  ), priced AS (
    SELECT v.*, p.amount_paise, p.mrp_paise,
      EXISTS (SELECT 1 FROM stock_levels s WHERE s.variant_id = v.id AND s.band <> 'out') AS in_stock
    FROM chosen JOIN variants v ON v.product_id = chosen.id
    JOIN LATERAL (
      SELECT amount_paise, mrp_paise FROM prices
      WHERE variant_id = v.id AND price_list = 'retail' AND valid_from <= now()
        AND (valid_until IS NULL OR valid_until > now())
      ORDER BY valid_from DESC LIMIT 1
    ) p ON true
    WHERE v.status = 'active'
  ), shelf AS (
    SELECT product_id,
      min(amount_paise) AS price_from, max(amount_paise) AS price_to, bool_or(in_stock) AS in_stock,
      (array_agg(json_build_object('id', id, 'potency', potency_label, 'pack', pack_label) ORDER BY position))[1] AS face
    FROM priced GROUP BY product_id
  ), potencies AS (
    SELECT product_id, array_agg(potency_label ORDER BY potency_scale, potency_rank) AS labels FROM
      (SELECT DISTINCT product_id, potency_label, potency_scale, potency_rank FROM priced
       WHERE potency_label IS NOT NULL) AS different GROUP BY product_id
  ), packs AS (
    SELECT product_id, array_agg(pack_label ORDER BY pack_unit, pack_quantity) AS labels FROM
      (SELECT DISTINCT product_id, pack_label, pack_unit, pack_quantity FROM priced) AS different GROUP BY product_id
  ), gone AS (
    DELETE FROM product_cards c
    WHERE c.product_id = ANY (coalesce(wanted, ARRAY(SELECT product_id FROM product_cards)))
      AND NOT EXISTS (SELECT 1 FROM shelf JOIN products p ON p.id = shelf.product_id AND p.status = 'active'
                      WHERE shelf.product_id = c.product_id)
  )
  INSERT INTO product_cards (product_id, handle, name, name_hindi, remedy_id, remedy_slug, form, brand_slug, category,
    potencies, packs, price_from_paise, price_to_paise, in_stock, popularity, created_at, facts, search_text)
  SELECT p.id, p.handle, p.name, hindi.value, r.id, r.slug, p.form, b.slug, p.category, coalesce(potencies.labels, '{}'), coalesce(packs.labels, '{}'),
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
  LEFT JOIN potencies ON potencies.product_id = s.product_id
  LEFT JOIN packs ON packs.product_id = s.product_id
  JOIN products p ON p.id = s.product_id AND p.status = 'active'
  JOIN brands b ON b.id = p.brand_id
  LEFT JOIN remedies r ON r.id = p.remedy_id
  LEFT JOIN translations hindi ON hindi.entity = 'product' AND hindi.entity_id = p.id AND hindi.language = 'hi' AND hindi.field = 'name'
  ON CONFLICT (product_id) DO UPDATE SET handle = excluded.handle, name = excluded.name, name_hindi = excluded.name_hindi,
    remedy_id = excluded.remedy_id, remedy_slug = excluded.remedy_slug, form = excluded.form, brand_slug = excluded.brand_slug,
    category = excluded.category, potencies = excluded.potencies, packs = excluded.packs,
    price_from_paise = excluded.price_from_paise, price_to_paise = excluded.price_to_paise, in_stock = excluded.in_stock,
    popularity = excluded.popularity, created_at = excluded.created_at, facts = excluded.facts, search_text = excluded.search_text;
END $$;
