-- The firm that whoever asks orders for. It stands above row-level security: the policy of people asks for orders, so that of
-- orders may not ask for people.
CREATE FUNCTION app_dealer_id() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ BEGIN RETURN (SELECT p.dealer_id FROM people p WHERE p.id = app_person_id() AND p.status = 'active'); END $$;
--> statement-breakpoint
CREATE TABLE "credit_terms" (
	"id" uuid PRIMARY KEY,
	"dealer_id" uuid,
	"valid_from" date NOT NULL,
	"term_days" integer NOT NULL,
	"grace_days" integer NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "credit_terms" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "quotations" (
	"id" uuid PRIMARY KEY,
	"number" text NOT NULL UNIQUE,
	"store_id" uuid NOT NULL,
	"status" text NOT NULL,
	"channel" text NOT NULL,
	"price_list" text NOT NULL,
	"person_id" uuid,
	"dealer_id" uuid,
	"contact" text,
	"goods" jsonb NOT NULL,
	"subtotal_paise" bigint NOT NULL,
	"discount_paise" bigint NOT NULL,
	"total_paise" bigint NOT NULL,
	"valid_until" date NOT NULL,
	"cart_id" uuid NOT NULL,
	"cart_token_hash" text NOT NULL,
	"order_id" uuid,
	"request_hash" text NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "quotations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "taken_carts" (
	"id" uuid PRIMARY KEY,
	"store_id" uuid NOT NULL,
	"status" text NOT NULL,
	"channel" text NOT NULL,
	"price_list" text NOT NULL,
	"person_id" uuid,
	"dealer_id" uuid,
	"token" text NOT NULL,
	"order_id" uuid,
	"opened_by" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "taken_carts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "dealer_id" uuid;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "taken_by" text;--> statement-breakpoint
CREATE INDEX "orders_dealer" ON "orders" ("dealer_id","placed_at" DESC NULLS LAST) WHERE "dealer_id" is not null;--> statement-breakpoint
CREATE INDEX "credit_terms_dealer" ON "credit_terms" ("dealer_id","valid_from" DESC NULLS LAST,"set_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "quotations_store" ON "quotations" ("store_id","made_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "quotations_dealer" ON "quotations" ("dealer_id","made_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "quotations_status" ON "quotations" ("status","changed_at");--> statement-breakpoint
CREATE INDEX "taken_carts_store" ON "taken_carts" ("store_id","status","changed_at" DESC NULLS LAST);--> statement-breakpoint
ALTER TABLE "credit_terms" ADD CONSTRAINT "credit_terms_dealer_id_dealers_id_fkey" FOREIGN KEY ("dealer_id") REFERENCES "dealers"("id");--> statement-breakpoint
ALTER TABLE "quotations" ADD CONSTRAINT "quotations_store_id_stores_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id");--> statement-breakpoint
ALTER TABLE "quotations" ADD CONSTRAINT "quotations_dealer_id_dealers_id_fkey" FOREIGN KEY ("dealer_id") REFERENCES "dealers"("id");--> statement-breakpoint
ALTER TABLE "taken_carts" ADD CONSTRAINT "taken_carts_store_id_stores_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id");--> statement-breakpoint
ALTER TABLE "taken_carts" ADD CONSTRAINT "taken_carts_dealer_id_dealers_id_fkey" FOREIGN KEY ("dealer_id") REFERENCES "dealers"("id");--> statement-breakpoint
CREATE POLICY "credit_terms_read" ON "credit_terms" AS PERMISSIVE FOR SELECT TO "tincture_app" USING (((select app_sees_everything()) or (select app_is_staff()) or dealer_id = (select app_dealer_id()) or (dealer_id is null and (select app_is_known()))));--> statement-breakpoint
CREATE POLICY "credit_terms_write" ON "credit_terms" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()))) WITH CHECK (((select app_sees_everything())));--> statement-breakpoint
CREATE POLICY "quotations_write" ON "quotations" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]) or dealer_id = (select app_dealer_id()) or person_id = (select app_person_id()))) WITH CHECK (((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]) or dealer_id = (select app_dealer_id()) or person_id = (select app_person_id())));--> statement-breakpoint
CREATE POLICY "taken_carts_write" ON "taken_carts" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
ALTER POLICY "orders_read" ON "orders" TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])) or person_id = (select app_person_id()) or dealer_id = (select app_dealer_id()) or token_hash = (select app_order_token()) or app_ships_order(id)));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON taken_carts, quotations TO tincture_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON credit_terms TO tincture_app;
--> statement-breakpoint
-- The sample company's rule: thirty days to pay, seven more before nothing more is given on credit.
INSERT INTO credit_terms (id, dealer_id, valid_from, term_days, grace_days, set_by, set_at)
  VALUES ('019b76da-a800-7c1e-8d5a-3f0f6a2b4c10', NULL, '2020-01-01', 30, 7, 'system:migration', '2020-01-01T00:00:00Z');
