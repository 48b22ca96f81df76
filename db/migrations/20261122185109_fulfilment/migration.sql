-- Whether a store of whoever asks ships lines of an order. It stands above row-level security: the policy of orders asks it, and
-- the policy of its table asks for the order.
CREATE FUNCTION app_ships_order(wanted uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ BEGIN RETURN EXISTS (SELECT 1 FROM fulfilment_lines f WHERE f.order_id = wanted AND f.store_id = ANY (app_store_ids())); END $$;
--> statement-breakpoint
CREATE TABLE "credit_notes" (
	"id" uuid PRIMARY KEY,
	"number" text NOT NULL,
	"gstin" text NOT NULL,
	"order_id" uuid NOT NULL,
	"order_number" text NOT NULL,
	"store_id" uuid NOT NULL,
	"day" date NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	"place_of_supply" text NOT NULL,
	"currency" text NOT NULL,
	"total_paise" bigint NOT NULL,
	"shipping_paise" bigint NOT NULL,
	"taxable_paise" bigint NOT NULL,
	"cgst_paise" bigint NOT NULL,
	"sgst_paise" bigint NOT NULL,
	"igst_paise" bigint NOT NULL,
	CONSTRAINT "credit_notes_number" UNIQUE("gstin","number")
);
--> statement-breakpoint
ALTER TABLE "credit_notes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "fulfilment_lines" (
	"order_id" uuid,
	"position" integer,
	"store_id" uuid NOT NULL,
	"picked" integer NOT NULL,
	CONSTRAINT "fulfilment_lines_pkey" PRIMARY KEY("order_id","position")
);
--> statement-breakpoint
ALTER TABLE "fulfilment_lines" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "order_return_lines" (
	"return_id" uuid,
	"position" integer,
	"quantity" integer NOT NULL,
	"restock" integer NOT NULL,
	"quarantine" integer NOT NULL,
	"destroy" integer NOT NULL,
	"total_paise" bigint NOT NULL,
	"discount_paise" bigint NOT NULL,
	"taxable_paise" bigint NOT NULL,
	"cgst_paise" bigint NOT NULL,
	"sgst_paise" bigint NOT NULL,
	"igst_paise" bigint NOT NULL,
	CONSTRAINT "order_return_lines_pkey" PRIMARY KEY("return_id","position")
);
--> statement-breakpoint
ALTER TABLE "order_return_lines" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "order_returns" (
	"id" uuid PRIMARY KEY,
	"order_id" uuid NOT NULL,
	"store_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"step" text NOT NULL,
	"reason" text NOT NULL,
	"note" text,
	"resolution" text NOT NULL,
	"request_hash" text NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"completed_at" timestamp with time zone,
	"total_paise" bigint NOT NULL,
	"discount_paise" bigint NOT NULL,
	"shipping_paise" bigint NOT NULL,
	"taxable_paise" bigint NOT NULL,
	"cgst_paise" bigint NOT NULL,
	"sgst_paise" bigint NOT NULL,
	"igst_paise" bigint NOT NULL,
	"refunded_paise" bigint,
	"gives_coupon_back" boolean NOT NULL,
	"failures" integer NOT NULL,
	"last_error" text,
	"steps" jsonb NOT NULL,
	"revision" integer NOT NULL,
	"correlation_id" text NOT NULL,
	"due_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "order_returns" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "return_policies" (
	"channel" text,
	"valid_from" date,
	"window_days" integer NOT NULL,
	"shipping_back_for" text[] NOT NULL,
	CONSTRAINT "return_policies_pkey" PRIMARY KEY("channel","valid_from")
);
--> statement-breakpoint
CREATE TABLE "shelf_places" (
	"store_id" uuid,
	"variant_id" uuid,
	"place" text NOT NULL,
	"walk" integer NOT NULL,
	CONSTRAINT "shelf_places_pkey" PRIMARY KEY("store_id","variant_id")
);
--> statement-breakpoint
ALTER TABLE "shelf_places" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "shipment_lines" (
	"shipment_id" uuid,
	"position" integer,
	"quantity" integer NOT NULL,
	CONSTRAINT "shipment_lines_pkey" PRIMARY KEY("shipment_id","position")
);
--> statement-breakpoint
ALTER TABLE "shipment_lines" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "shipments" (
	"id" uuid PRIMARY KEY,
	"order_id" uuid NOT NULL,
	"store_id" uuid NOT NULL,
	"status" text NOT NULL,
	"carrier" text,
	"carrier_ref" text,
	"tracking_number" text,
	"tracking_url" text,
	"parcels" jsonb NOT NULL,
	"tracking" jsonb NOT NULL,
	"request_hash" text NOT NULL,
	"packed_at" timestamp with time zone NOT NULL,
	"shipped_at" timestamp with time zone,
	"delivered_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "shipments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "order_timeline" ADD COLUMN "actor" text;--> statement-breakpoint
ALTER TABLE "order_timeline" ADD COLUMN "note" text;--> statement-breakpoint
ALTER TABLE "order_timeline" ADD COLUMN "is_internal" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "stopped_for" text;--> statement-breakpoint
CREATE INDEX "credit_notes_order" ON "credit_notes" ("order_id");--> statement-breakpoint
CREATE INDEX "credit_notes_store" ON "credit_notes" ("store_id","day");--> statement-breakpoint
CREATE INDEX "fulfilment_lines_store" ON "fulfilment_lines" ("store_id","order_id");--> statement-breakpoint
CREATE INDEX "order_returns_order" ON "order_returns" ("order_id");--> statement-breakpoint
CREATE INDEX "order_returns_store" ON "order_returns" ("store_id","requested_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "order_returns_due" ON "order_returns" ("due_at");--> statement-breakpoint
CREATE INDEX "shipments_order" ON "shipments" ("order_id");--> statement-breakpoint
CREATE INDEX "shipments_carrier" ON "shipments" ("carrier","carrier_ref");--> statement-breakpoint
ALTER TABLE "credit_notes" ADD CONSTRAINT "credit_notes_id_order_returns_id_fkey" FOREIGN KEY ("id") REFERENCES "order_returns"("id");--> statement-breakpoint
ALTER TABLE "fulfilment_lines" ADD CONSTRAINT "fulfilment_lines_order_id_orders_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id");--> statement-breakpoint
ALTER TABLE "fulfilment_lines" ADD CONSTRAINT "fulfilment_lines_store_id_stores_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id");--> statement-breakpoint
ALTER TABLE "order_return_lines" ADD CONSTRAINT "order_return_lines_return_id_order_returns_id_fkey" FOREIGN KEY ("return_id") REFERENCES "order_returns"("id");--> statement-breakpoint
ALTER TABLE "order_returns" ADD CONSTRAINT "order_returns_order_id_orders_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id");--> statement-breakpoint
ALTER TABLE "shelf_places" ADD CONSTRAINT "shelf_places_store_id_stores_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id");--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_shipment_id_shipments_id_fkey" FOREIGN KEY ("shipment_id") REFERENCES "shipments"("id");--> statement-breakpoint
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_order_id_orders_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id");--> statement-breakpoint
CREATE POLICY "credit_notes_read" ON "credit_notes" AS PERMISSIVE FOR SELECT TO "tincture_app" USING ((((select app_sees_everything()) or exists (select 1 from orders o where o.id = order_id))));--> statement-breakpoint
CREATE POLICY "credit_notes_write" ON "credit_notes" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "fulfilment_lines_read" ON "fulfilment_lines" AS PERMISSIVE FOR SELECT TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])) or ((select app_sees_everything()) or exists (select 1 from orders o where o.id = order_id))));--> statement-breakpoint
CREATE POLICY "fulfilment_lines_write" ON "fulfilment_lines" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or exists (select 1 from orders o where o.id = order_id and o.store_id = any ((select app_store_ids())::uuid[]))))) WITH CHECK ((((select app_sees_everything()) or exists (select 1 from orders o where o.id = order_id and o.store_id = any ((select app_store_ids())::uuid[])))));--> statement-breakpoint
CREATE POLICY "order_return_lines_read" ON "order_return_lines" AS PERMISSIVE FOR SELECT TO "tincture_app" USING (((select app_sees_everything()) or exists (select 1 from order_returns r where r.id = return_id)));--> statement-breakpoint
CREATE POLICY "order_return_lines_write" ON "order_return_lines" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()) or exists (select 1 from order_returns r where r.id = return_id and r.store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK (((select app_sees_everything()) or exists (select 1 from order_returns r where r.id = return_id and r.store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "order_returns_read" ON "order_returns" AS PERMISSIVE FOR SELECT TO "tincture_app" USING ((((select app_sees_everything()) or exists (select 1 from orders o where o.id = order_id))));--> statement-breakpoint
CREATE POLICY "order_returns_write" ON "order_returns" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "shelf_places_write" ON "shelf_places" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "shipment_lines_read" ON "shipment_lines" AS PERMISSIVE FOR SELECT TO "tincture_app" USING (((select app_sees_everything()) or exists (select 1 from shipments s where s.id = shipment_id)));--> statement-breakpoint
CREATE POLICY "shipment_lines_write" ON "shipment_lines" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()) or exists (select 1 from shipments s where s.id = shipment_id and s.store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK (((select app_sees_everything()) or exists (select 1 from shipments s where s.id = shipment_id and s.store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "shipments_read" ON "shipments" AS PERMISSIVE FOR SELECT TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])) or ((select app_sees_everything()) or exists (select 1 from orders o where o.id = order_id))));--> statement-breakpoint
CREATE POLICY "shipments_write" ON "shipments" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])) or ((select app_sees_everything()) or exists (select 1 from orders o where o.id = order_id and o.store_id = any ((select app_store_ids())::uuid[]))))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])) or ((select app_sees_everything()) or exists (select 1 from orders o where o.id = order_id and o.store_id = any ((select app_store_ids())::uuid[])))));--> statement-breakpoint
ALTER POLICY "orders_read" ON "orders" TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])) or person_id = (select app_person_id()) or token_hash = (select app_order_token()) or app_ships_order(id)));--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON shelf_places TO tincture_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON fulfilment_lines, shipments, shipment_lines, order_returns, order_return_lines TO tincture_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON credit_notes TO tincture_app;
--> statement-breakpoint
GRANT SELECT ON return_policies TO tincture_app;
--> statement-breakpoint
-- The sample company's rule: ten days after the delivery; the delivery is paid back for what was our fault.
INSERT INTO return_policies (channel, valid_from, window_days, shipping_back_for) VALUES
  ('any', '2020-01-01', 10, '{damaged,defective,expired,wrong_item,not_as_described,recall,refused}');
