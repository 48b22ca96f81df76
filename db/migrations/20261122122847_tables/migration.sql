CREATE TABLE "sales_by_day" (
	"store_id" uuid,
	"day" date,
	"product_id" uuid,
	"orders" integer NOT NULL,
	"units" integer NOT NULL,
	"currency" text NOT NULL,
	"revenue_paise" bigint NOT NULL,
	"tax_paise" bigint NOT NULL,
	"as_of" timestamp with time zone NOT NULL,
	CONSTRAINT "sales_by_day_pkey" PRIMARY KEY("store_id","day","product_id")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY,
	"purpose" text NOT NULL,
	"subject_id" text NOT NULL,
	"channel" text NOT NULL,
	"recipient" text NOT NULL,
	"language" text NOT NULL,
	"title" text NOT NULL,
	"body_text" text NOT NULL,
	"body_html" text NOT NULL,
	"status" text NOT NULL,
	"attempts" integer NOT NULL,
	"failure" text,
	"queued_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "messages_once" UNIQUE("purpose","subject_id","channel")
);
--> statement-breakpoint
CREATE TABLE "brands" (
	"id" uuid PRIMARY KEY,
	"slug" text NOT NULL UNIQUE,
	"name" text NOT NULL,
	"manufacturer" text NOT NULL,
	"licence_number" text,
	"colour" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY,
	"kind" text NOT NULL,
	"content_hash" text NOT NULL,
	"rows" bigint NOT NULL,
	"imported_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "media" (
	"id" uuid PRIMARY KEY,
	"product_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"file_key" text NOT NULL,
	"alt" text NOT NULL,
	"width_px" integer NOT NULL,
	"height_px" integer NOT NULL,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prices" (
	"id" uuid PRIMARY KEY,
	"price_list" text NOT NULL,
	"variant_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"amount_paise" bigint NOT NULL,
	"mrp_paise" bigint NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_until" timestamp with time zone,
	CONSTRAINT "prices_start" UNIQUE("variant_id","price_list","valid_from")
);
--> statement-breakpoint
CREATE TABLE "product_cards" (
	"product_id" uuid PRIMARY KEY,
	"handle" text NOT NULL,
	"name" text NOT NULL,
	"name_hindi" text,
	"remedy_id" uuid,
	"remedy_slug" text,
	"form" text NOT NULL,
	"brand_slug" text NOT NULL,
	"category" text NOT NULL,
	"potencies" text[] NOT NULL,
	"packs" text[] NOT NULL,
	"price_from_paise" bigint NOT NULL,
	"price_to_paise" bigint NOT NULL,
	"in_stock" boolean NOT NULL,
	"popularity" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"facts" jsonb NOT NULL,
	"search_text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "product_ingredients" (
	"product_id" uuid,
	"position" integer,
	"remedy_id" uuid,
	"substance" text NOT NULL,
	"strength" text NOT NULL,
	CONSTRAINT "product_ingredients_pkey" PRIMARY KEY("product_id","position")
);
--> statement-breakpoint
CREATE TABLE "products" (
	"id" uuid PRIMARY KEY,
	"handle" text NOT NULL UNIQUE,
	"remedy_id" uuid,
	"complex_code" text,
	"form" text NOT NULL,
	"brand_id" uuid NOT NULL,
	"name" text NOT NULL,
	"category" text NOT NULL,
	"description" text NOT NULL,
	"hsn" text NOT NULL,
	"alcohol_permille" integer,
	"status" text NOT NULL,
	"popularity" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "remedies" (
	"id" uuid PRIMARY KEY,
	"abbrev" text NOT NULL UNIQUE,
	"slug" text NOT NULL UNIQUE,
	"name" text NOT NULL,
	"families" text[] NOT NULL,
	"rubric_count" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "remedy_names" (
	"remedy_id" uuid,
	"kind" text,
	"language" text,
	"name" text,
	CONSTRAINT "remedy_names_pkey" PRIMARY KEY("remedy_id","kind","language","name")
);
--> statement-breakpoint
CREATE TABLE "tax_rates" (
	"hsn" text,
	"valid_from" date,
	"rate_basis_points" integer NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "tax_rates_pkey" PRIMARY KEY("hsn","valid_from")
);
--> statement-breakpoint
CREATE TABLE "translations" (
	"entity" text,
	"entity_id" uuid,
	"language" text,
	"field" text,
	"value" text NOT NULL,
	CONSTRAINT "translations_pkey" PRIMARY KEY("entity","entity_id","language","field")
);
--> statement-breakpoint
CREATE TABLE "variants" (
	"id" uuid PRIMARY KEY,
	"product_id" uuid NOT NULL,
	"sku" text NOT NULL UNIQUE,
	"barcode" text,
	"potency_scale" text,
	"potency_value" integer,
	"potency_rank" integer,
	"potency_label" text,
	"pack_quantity" integer NOT NULL,
	"pack_unit" text NOT NULL,
	"pack_label" text NOT NULL,
	"weight_grams" integer NOT NULL,
	"position" integer NOT NULL,
	"status" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "batches" (
	"id" uuid PRIMARY KEY,
	"variant_id" uuid NOT NULL,
	"number" text NOT NULL,
	"made_on" date NOT NULL,
	"expires_on" date,
	"mrp_paise" bigint NOT NULL,
	"cost_paise" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stock_levels" (
	"variant_id" uuid,
	"store_id" uuid,
	"available" integer NOT NULL,
	"band" text NOT NULL,
	"as_of_sequence" integer NOT NULL,
	CONSTRAINT "stock_levels_pkey" PRIMARY KEY("variant_id","store_id")
);
--> statement-breakpoint
CREATE TABLE "stock_movements" (
	"store_id" uuid,
	"sequence" integer,
	"batch_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"quantity" integer NOT NULL,
	"reference" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	CONSTRAINT "stock_movements_pkey" PRIMARY KEY("store_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "stores" (
	"id" uuid PRIMARY KEY,
	"code" text NOT NULL UNIQUE,
	"slug" text NOT NULL UNIQUE,
	"name" text NOT NULL,
	"line1" text NOT NULL,
	"city" text NOT NULL,
	"state" text NOT NULL,
	"state_code" text NOT NULL,
	"postal_code" text NOT NULL,
	"phone" text NOT NULL,
	"gstin" text NOT NULL,
	"licence_number" text NOT NULL,
	"time_zone" text NOT NULL,
	"hours" jsonb NOT NULL,
	"fulfils" text[] NOT NULL,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order_lines" (
	"order_id" uuid,
	"position" integer,
	"variant_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"batch_number" text NOT NULL,
	"expires_on" date,
	"sku" text NOT NULL,
	"handle" text NOT NULL,
	"name" text NOT NULL,
	"potency_label" text,
	"pack_label" text NOT NULL,
	"hsn" text NOT NULL,
	"quantity" integer NOT NULL,
	"unit_price_paise" bigint NOT NULL,
	"mrp_paise" bigint NOT NULL,
	"discount_paise" bigint NOT NULL,
	"total_paise" bigint NOT NULL,
	"taxable_paise" bigint NOT NULL,
	"rate_basis_points" integer NOT NULL,
	"cgst_paise" bigint NOT NULL,
	"sgst_paise" bigint NOT NULL,
	"igst_paise" bigint NOT NULL,
	CONSTRAINT "order_lines_pkey" PRIMARY KEY("order_id","position")
);
--> statement-breakpoint
CREATE TABLE "order_timeline" (
	"order_id" uuid,
	"status" text,
	"at" timestamp with time zone,
	CONSTRAINT "order_timeline_pkey" PRIMARY KEY("order_id","status","at")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" uuid PRIMARY KEY,
	"number" text NOT NULL UNIQUE,
	"store_id" uuid NOT NULL,
	"status" text NOT NULL,
	"channel" text NOT NULL,
	"currency" text NOT NULL,
	"subtotal_paise" bigint NOT NULL,
	"discount_paise" bigint NOT NULL,
	"shipping_paise" bigint NOT NULL,
	"taxable_paise" bigint NOT NULL,
	"cgst_paise" bigint NOT NULL,
	"sgst_paise" bigint NOT NULL,
	"igst_paise" bigint NOT NULL,
	"total_paise" bigint NOT NULL,
	"place_of_supply" text NOT NULL,
	"contact_name" text NOT NULL,
	"contact_email" text NOT NULL,
	"contact_phone" text NOT NULL,
	"shipping_address" jsonb NOT NULL,
	"delivery_method" text NOT NULL,
	"language" text NOT NULL,
	"consents" jsonb NOT NULL,
	"token_hash" text NOT NULL,
	"placed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"id" uuid PRIMARY KEY,
	"order_id" uuid NOT NULL,
	"method" text NOT NULL,
	"status" text NOT NULL,
	"currency" text NOT NULL,
	"amount_paise" bigint NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" uuid PRIMARY KEY,
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"store_id" uuid,
	"request_id" text NOT NULL,
	"facts" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dead_letters" (
	"id" uuid PRIMARY KEY,
	"consumer" text NOT NULL,
	"event_id" uuid,
	"body" jsonb NOT NULL,
	"reason" text NOT NULL,
	"died_at" timestamp with time zone NOT NULL,
	"replayed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" uuid PRIMARY KEY,
	"type" text NOT NULL,
	"version" integer NOT NULL,
	"subject" text NOT NULL,
	"store_id" uuid,
	"data" jsonb NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"correlation_id" text NOT NULL,
	"due_at" timestamp with time zone,
	"attempts" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"event_id" uuid,
	"consumer" text,
	"handled_at" timestamp with time zone NOT NULL,
	CONSTRAINT "inbox_pkey" PRIMARY KEY("event_id","consumer")
);
--> statement-breakpoint
CREATE TABLE "milestones" (
	"name" text PRIMARY KEY,
	"facts" jsonb NOT NULL,
	"reached_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passages" (
	"id" uuid PRIMARY KEY,
	"book" text NOT NULL,
	"remedy_id" uuid NOT NULL,
	"section" text NOT NULL,
	"position" integer NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "messages_recent" ON "messages" ("queued_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "media_product" ON "media" ("product_id");--> statement-breakpoint
CREATE UNIQUE INDEX "product_cards_handle" ON "product_cards" ("handle");--> statement-breakpoint
CREATE INDEX "product_cards_popular" ON "product_cards" ("popularity" DESC NULLS LAST,"product_id");--> statement-breakpoint
CREATE INDEX "product_cards_name" ON "product_cards" ("name","product_id");--> statement-breakpoint
CREATE INDEX "product_cards_price" ON "product_cards" ("price_from_paise","product_id");--> statement-breakpoint
CREATE INDEX "product_cards_newest" ON "product_cards" ("created_at" DESC NULLS LAST,"product_id");--> statement-breakpoint
CREATE INDEX "product_cards_remedy" ON "product_cards" ("remedy_slug","popularity" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "product_cards_form" ON "product_cards" ("form","popularity" DESC NULLS LAST,"product_id");--> statement-breakpoint
CREATE INDEX "product_cards_brand" ON "product_cards" ("brand_slug","popularity" DESC NULLS LAST,"product_id");--> statement-breakpoint
CREATE INDEX "product_cards_category" ON "product_cards" ("category","popularity" DESC NULLS LAST,"product_id");--> statement-breakpoint
CREATE INDEX "product_cards_potencies" ON "product_cards" USING gin ("potencies");--> statement-breakpoint
CREATE INDEX "product_cards_text" ON "product_cards" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "products_remedy" ON "products" ("remedy_id");--> statement-breakpoint
CREATE INDEX "products_brand" ON "products" ("brand_id");--> statement-breakpoint
CREATE INDEX "variants_product" ON "variants" ("product_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "variants_barcode" ON "variants" ("barcode") WHERE "barcode" is not null;--> statement-breakpoint
CREATE INDEX "batches_variant" ON "batches" ("variant_id");--> statement-breakpoint
CREATE INDEX "stock_movements_batch" ON "stock_movements" ("batch_id");--> statement-breakpoint
CREATE INDEX "stock_movements_reference" ON "stock_movements" ("reference");--> statement-breakpoint
CREATE INDEX "order_lines_batch" ON "order_lines" ("batch_id");--> statement-breakpoint
CREATE INDEX "orders_store" ON "orders" ("store_id","placed_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "payments_order" ON "payments" ("order_id");--> statement-breakpoint
CREATE INDEX "audit_log_subject" ON "audit_log" ("subject");--> statement-breakpoint
CREATE INDEX "dead_letters_consumer" ON "dead_letters" ("consumer","died_at");--> statement-breakpoint
CREATE INDEX "events_due" ON "events" ("due_at") WHERE "due_at" is not null;--> statement-breakpoint
CREATE INDEX "events_subject" ON "events" ("subject");--> statement-breakpoint
CREATE INDEX "passages_remedy" ON "passages" ("remedy_id","book","position");--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_product_id_products_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id");--> statement-breakpoint
ALTER TABLE "prices" ADD CONSTRAINT "prices_variant_id_variants_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id");--> statement-breakpoint
ALTER TABLE "product_cards" ADD CONSTRAINT "product_cards_product_id_products_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id");--> statement-breakpoint
ALTER TABLE "product_ingredients" ADD CONSTRAINT "product_ingredients_product_id_products_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id");--> statement-breakpoint
ALTER TABLE "product_ingredients" ADD CONSTRAINT "product_ingredients_remedy_id_remedies_id_fkey" FOREIGN KEY ("remedy_id") REFERENCES "remedies"("id");--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_remedy_id_remedies_id_fkey" FOREIGN KEY ("remedy_id") REFERENCES "remedies"("id");--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_brand_id_brands_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brands"("id");--> statement-breakpoint
ALTER TABLE "remedy_names" ADD CONSTRAINT "remedy_names_remedy_id_remedies_id_fkey" FOREIGN KEY ("remedy_id") REFERENCES "remedies"("id");--> statement-breakpoint
ALTER TABLE "variants" ADD CONSTRAINT "variants_product_id_products_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id");--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_variant_id_variants_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id");--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_order_id_orders_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id");--> statement-breakpoint
ALTER TABLE "order_timeline" ADD CONSTRAINT "order_timeline_order_id_orders_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id");--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_store_id_stores_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id");--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_order_id_orders_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id");--> statement-breakpoint
ALTER TABLE "passages" ADD CONSTRAINT "passages_remedy_id_remedies_id_fkey" FOREIGN KEY ("remedy_id") REFERENCES "remedies"("id");