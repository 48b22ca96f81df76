CREATE TABLE "goods_receipt_lines" (
	"receipt_id" uuid,
	"position" integer,
	"store_id" uuid NOT NULL,
	"order_position" integer,
	"variant_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"batch_number" text NOT NULL,
	"expires_on" date,
	"mrp_paise" bigint NOT NULL,
	"accepted_quantity" integer NOT NULL,
	"rejected_quantity" integer NOT NULL,
	"free_quantity" integer NOT NULL,
	"reject_reason" text,
	"cost_paise" bigint NOT NULL,
	"discount_basis_points" integer NOT NULL,
	"rate_basis_points" integer NOT NULL,
	"net_paise" bigint NOT NULL,
	"cgst_paise" bigint NOT NULL,
	"sgst_paise" bigint NOT NULL,
	"igst_paise" bigint NOT NULL,
	"charges_paise" bigint NOT NULL,
	"returned_quantity" integer NOT NULL,
	CONSTRAINT "goods_receipt_lines_pkey" PRIMARY KEY("receipt_id","position")
);
--> statement-breakpoint
ALTER TABLE "goods_receipt_lines" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "goods_receipts" (
	"id" uuid PRIMARY KEY,
	"store_id" uuid NOT NULL,
	"supplier_id" uuid NOT NULL,
	"purchase_order_id" uuid,
	"status" text NOT NULL,
	"invoice_number" text NOT NULL,
	"invoice_date" date NOT NULL,
	"freight_paise" bigint NOT NULL,
	"insurance_paise" bigint NOT NULL,
	"duty_paise" bigint NOT NULL,
	"net_paise" bigint NOT NULL,
	"cgst_paise" bigint NOT NULL,
	"sgst_paise" bigint NOT NULL,
	"igst_paise" bigint NOT NULL,
	"warnings" text[] NOT NULL,
	"request_hash" text NOT NULL,
	"received_by" text NOT NULL,
	"received_on" date NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"completed_at" timestamp with time zone,
	"last_error" text
);
--> statement-breakpoint
ALTER TABLE "goods_receipts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "purchase_order_lines" (
	"order_id" uuid,
	"position" integer,
	"store_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"quantity" integer NOT NULL,
	"free_quantity" integer NOT NULL,
	"cost_paise" bigint NOT NULL,
	"discount_basis_points" integer NOT NULL,
	"rate_basis_points" integer NOT NULL,
	"net_paise" bigint NOT NULL,
	"tax_paise" bigint NOT NULL,
	"received_quantity" integer NOT NULL,
	"received_free_quantity" integer NOT NULL,
	CONSTRAINT "purchase_order_lines_pkey" PRIMARY KEY("order_id","position")
);
--> statement-breakpoint
ALTER TABLE "purchase_order_lines" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "purchase_orders" (
	"id" uuid PRIMARY KEY,
	"number" text NOT NULL UNIQUE,
	"store_id" uuid NOT NULL,
	"supplier_id" uuid NOT NULL,
	"status" text NOT NULL,
	"revision" integer NOT NULL,
	"expected_on" date NOT NULL,
	"net_paise" bigint NOT NULL,
	"tax_paise" bigint NOT NULL,
	"total_paise" bigint NOT NULL,
	"approved_paise" bigint,
	"approved_by" text,
	"request_hash" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "purchase_orders" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "purchasing_rules" (
	"id" uuid PRIMARY KEY,
	"store_id" uuid CONSTRAINT "purchasing_rules_store" UNIQUE NULLS NOT DISTINCT,
	"approval_above_paise" bigint NOT NULL,
	"over_receipt_basis_points" integer NOT NULL,
	"minimum_life_days" integer NOT NULL,
	"review_period_days" integer NOT NULL,
	"safety_days" integer NOT NULL,
	"demand_window_days" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "purchasing_rules" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "reorder_levels" (
	"store_id" uuid,
	"variant_id" uuid,
	"reorder_point" integer,
	"safety_stock" integer,
	CONSTRAINT "reorder_levels_pkey" PRIMARY KEY("store_id","variant_id")
);
--> statement-breakpoint
ALTER TABLE "reorder_levels" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "supplier_items" (
	"supplier_id" uuid,
	"variant_id" uuid,
	"supplier_code" text NOT NULL,
	"pack_multiple" integer NOT NULL,
	"minimum_quantity" integer NOT NULL,
	"last_cost_paise" bigint,
	"preferred" boolean NOT NULL,
	CONSTRAINT "supplier_items_pkey" PRIMARY KEY("supplier_id","variant_id")
);
--> statement-breakpoint
ALTER TABLE "supplier_items" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "supplier_return_lines" (
	"return_id" uuid,
	"position" integer,
	"store_id" uuid NOT NULL,
	"receipt_id" uuid NOT NULL,
	"receipt_position" integer NOT NULL,
	"variant_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"batch_number" text NOT NULL,
	"expires_on" date,
	"mrp_paise" bigint NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"quantity" integer NOT NULL,
	"rate_basis_points" integer NOT NULL,
	"net_paise" bigint NOT NULL,
	"cgst_paise" bigint NOT NULL,
	"sgst_paise" bigint NOT NULL,
	"igst_paise" bigint NOT NULL,
	CONSTRAINT "supplier_return_lines_pkey" PRIMARY KEY("return_id","position")
);
--> statement-breakpoint
ALTER TABLE "supplier_return_lines" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "supplier_returns" (
	"id" uuid PRIMARY KEY,
	"number" text NOT NULL UNIQUE,
	"store_id" uuid NOT NULL,
	"supplier_id" uuid NOT NULL,
	"status" text NOT NULL,
	"net_paise" bigint NOT NULL,
	"cgst_paise" bigint NOT NULL,
	"sgst_paise" bigint NOT NULL,
	"igst_paise" bigint NOT NULL,
	"total_paise" bigint NOT NULL,
	"settled_paise" bigint,
	"credit_note_number" text,
	"request_hash" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"dispatched_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"last_error" text
);
--> statement-breakpoint
ALTER TABLE "supplier_returns" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "suppliers" (
	"id" uuid PRIMARY KEY,
	"name" text NOT NULL,
	"gstin" text,
	"state_code" text NOT NULL,
	"contact" text,
	"payment_terms_days" integer NOT NULL,
	"lead_time_days" integer NOT NULL,
	"return_window_days" integer NOT NULL,
	"status" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "suppliers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "goods_receipt_lines_batch" ON "goods_receipt_lines" ("store_id","batch_id");--> statement-breakpoint
CREATE INDEX "goods_receipts_store" ON "goods_receipts" ("store_id","received_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "goods_receipts_order" ON "goods_receipts" ("purchase_order_id");--> statement-breakpoint
CREATE INDEX "goods_receipts_booking" ON "goods_receipts" ("received_at") WHERE "status" = 'booking';--> statement-breakpoint
CREATE INDEX "purchase_order_lines_variant" ON "purchase_order_lines" ("store_id","variant_id");--> statement-breakpoint
CREATE INDEX "purchase_orders_store" ON "purchase_orders" ("store_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "purchase_orders_supplier" ON "purchase_orders" ("supplier_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "supplier_items_preferred" ON "supplier_items" ("variant_id") WHERE "preferred";--> statement-breakpoint
CREATE INDEX "supplier_return_lines_receipt" ON "supplier_return_lines" ("receipt_id");--> statement-breakpoint
CREATE INDEX "supplier_returns_store" ON "supplier_returns" ("store_id","created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "supplier_returns_dispatching" ON "supplier_returns" ("created_at") WHERE "status" = 'dispatching';--> statement-breakpoint
ALTER TABLE "goods_receipt_lines" ADD CONSTRAINT "goods_receipt_lines_receipt_id_goods_receipts_id_fkey" FOREIGN KEY ("receipt_id") REFERENCES "goods_receipts"("id");--> statement-breakpoint
ALTER TABLE "goods_receipt_lines" ADD CONSTRAINT "goods_receipt_lines_batch_id_batches_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "batches"("id");--> statement-breakpoint
ALTER TABLE "goods_receipts" ADD CONSTRAINT "goods_receipts_store_id_stores_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id");--> statement-breakpoint
ALTER TABLE "goods_receipts" ADD CONSTRAINT "goods_receipts_supplier_id_suppliers_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "suppliers"("id");--> statement-breakpoint
ALTER TABLE "goods_receipts" ADD CONSTRAINT "goods_receipts_purchase_order_id_purchase_orders_id_fkey" FOREIGN KEY ("purchase_order_id") REFERENCES "purchase_orders"("id");--> statement-breakpoint
ALTER TABLE "purchase_order_lines" ADD CONSTRAINT "purchase_order_lines_order_id_purchase_orders_id_fkey" FOREIGN KEY ("order_id") REFERENCES "purchase_orders"("id");--> statement-breakpoint
ALTER TABLE "purchase_order_lines" ADD CONSTRAINT "purchase_order_lines_variant_id_variants_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id");--> statement-breakpoint
ALTER TABLE "purchase_orders" ADD CONSTRAINT "purchase_orders_store_id_stores_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id");--> statement-breakpoint
ALTER TABLE "purchase_orders" ADD CONSTRAINT "purchase_orders_supplier_id_suppliers_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "suppliers"("id");--> statement-breakpoint
ALTER TABLE "purchasing_rules" ADD CONSTRAINT "purchasing_rules_store_id_stores_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id");--> statement-breakpoint
ALTER TABLE "reorder_levels" ADD CONSTRAINT "reorder_levels_store_id_stores_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id");--> statement-breakpoint
ALTER TABLE "reorder_levels" ADD CONSTRAINT "reorder_levels_variant_id_variants_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id");--> statement-breakpoint
ALTER TABLE "supplier_items" ADD CONSTRAINT "supplier_items_supplier_id_suppliers_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "suppliers"("id");--> statement-breakpoint
ALTER TABLE "supplier_items" ADD CONSTRAINT "supplier_items_variant_id_variants_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id");--> statement-breakpoint
ALTER TABLE "supplier_return_lines" ADD CONSTRAINT "supplier_return_lines_return_id_supplier_returns_id_fkey" FOREIGN KEY ("return_id") REFERENCES "supplier_returns"("id");--> statement-breakpoint
ALTER TABLE "supplier_returns" ADD CONSTRAINT "supplier_returns_store_id_stores_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id");--> statement-breakpoint
ALTER TABLE "supplier_returns" ADD CONSTRAINT "supplier_returns_supplier_id_suppliers_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "suppliers"("id");--> statement-breakpoint
CREATE POLICY "goods_receipt_lines_write" ON "goods_receipt_lines" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "goods_receipts_write" ON "goods_receipts" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "purchase_order_lines_write" ON "purchase_order_lines" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "purchase_orders_write" ON "purchase_orders" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "purchasing_rules_read" ON "purchasing_rules" AS PERMISSIVE FOR SELECT TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])) or (store_id is null and (select app_is_staff()))));--> statement-breakpoint
CREATE POLICY "purchasing_rules_write" ON "purchasing_rules" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()))) WITH CHECK (((select app_sees_everything())));--> statement-breakpoint
CREATE POLICY "reorder_levels_write" ON "reorder_levels" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "supplier_items_write" ON "supplier_items" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()) or (select app_is_staff()))) WITH CHECK (((select app_sees_everything()) or (select app_is_staff())));--> statement-breakpoint
CREATE POLICY "supplier_return_lines_write" ON "supplier_return_lines" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "supplier_returns_write" ON "supplier_returns" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "suppliers_read" ON "suppliers" AS PERMISSIVE FOR SELECT TO "tincture_app" USING (((select app_sees_everything()) or (select app_is_staff())));--> statement-breakpoint
CREATE POLICY "suppliers_write" ON "suppliers" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()))) WITH CHECK (((select app_sees_everything())));--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON suppliers, supplier_items, purchasing_rules, reorder_levels, purchase_orders, goods_receipts, goods_receipt_lines, supplier_returns, supplier_return_lines TO tincture_app;
--> statement-breakpoint
-- The lines of a draft are replaced.
GRANT SELECT, INSERT, UPDATE, DELETE ON purchase_order_lines TO tincture_app;
--> statement-breakpoint
-- The company's limits until somebody sets others: Rs 50,000 to approve, 5 % too much, 90 days to live, weekly orders.
INSERT INTO purchasing_rules (id, store_id, approval_above_paise, over_receipt_basis_points, minimum_life_days, review_period_days, safety_days, demand_window_days)
VALUES ('019b76da-a800-7000-8000-000000000001', null, 5000000, 500, 90, 7, 7, 90);
