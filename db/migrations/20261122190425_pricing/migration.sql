CREATE TABLE "coupons" (
	"code" text PRIMARY KEY,
	"promotion_id" uuid NOT NULL,
	"total_limit" integer,
	"per_person_limit" integer,
	"valid_until" timestamp with time zone,
	"disabled_at" timestamp with time zone,
	"batch_key" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "price_floors" (
	"id" uuid PRIMARY KEY,
	"scope" text NOT NULL,
	"scope_id" uuid,
	"floor_paise" bigint,
	"margin_basis_points" integer,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_until" timestamp with time zone,
	"created_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "price_lists" (
	"code" text PRIMARY KEY,
	"name" text NOT NULL,
	"tax_included" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "promotions" (
	"id" uuid PRIMARY KEY,
	"label" text NOT NULL,
	"benefit" jsonb NOT NULL,
	"scope" jsonb NOT NULL,
	"stacking_group" text NOT NULL,
	"priority" integer NOT NULL,
	"is_exclusive" boolean NOT NULL,
	"needs_code" boolean NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_until" timestamp with time zone,
	"is_sample" boolean NOT NULL,
	"version" integer NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quantity_breaks" (
	"id" uuid PRIMARY KEY,
	"price_list" text NOT NULL,
	"variant_id" uuid NOT NULL,
	"min_quantity" integer NOT NULL,
	"amount_paise" bigint NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_until" timestamp with time zone,
	"created_by" text NOT NULL,
	CONSTRAINT "quantity_breaks_start" UNIQUE("variant_id","price_list","min_quantity","valid_from")
);
--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "tax_included" boolean;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "price_explanation" jsonb;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "coupon_uses" jsonb;--> statement-breakpoint
CREATE INDEX "coupons_promotion" ON "coupons" ("promotion_id","code");--> statement-breakpoint
CREATE INDEX "coupons_batch" ON "coupons" ("batch_key");--> statement-breakpoint
CREATE INDEX "price_floors_scope" ON "price_floors" ("scope","scope_id");--> statement-breakpoint
CREATE INDEX "promotions_time" ON "promotions" ("needs_code","valid_from");--> statement-breakpoint
ALTER TABLE "coupons" ADD CONSTRAINT "coupons_promotion_id_promotions_id_fkey" FOREIGN KEY ("promotion_id") REFERENCES "promotions"("id");--> statement-breakpoint
ALTER TABLE "quantity_breaks" ADD CONSTRAINT "quantity_breaks_variant_id_variants_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id");--> statement-breakpoint
INSERT INTO price_lists (code, name, tax_included) VALUES ('retail', 'Shop', true), ('doctor', 'Doctors', true), ('dealer', 'Dealers', true);
--> statement-breakpoint
-- Prices are everybody's business; whoever knows a code may use it, and only staff have a verb that lists them.
GRANT SELECT, INSERT, UPDATE ON price_lists, quantity_breaks, price_floors, promotions, coupons TO tincture_app;
