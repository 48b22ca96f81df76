CREATE TABLE "prescription_needs" (
	"product_id" uuid PRIMARY KEY,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_until" timestamp with time zone,
	"set_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prescription_policies" (
	"valid_from" timestamp with time zone PRIMARY KEY,
	"keep_days" integer NOT NULL,
	"source" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prescriptions" (
	"id" uuid PRIMARY KEY,
	"store_id" uuid NOT NULL,
	"person_id" uuid,
	"order_id" uuid,
	"cart_id" uuid,
	"status" text NOT NULL,
	"refused_for" text,
	"content_type" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"file_secret" text,
	"request_hash" text NOT NULL,
	"uploaded_by" text NOT NULL,
	"uploaded_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"keep_until" timestamp with time zone NOT NULL,
	"erased_at" timestamp with time zone,
	"file_deleted_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "prescriptions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "prescriptions_store" ON "prescriptions" ("store_id","status","id");--> statement-breakpoint
CREATE INDEX "prescriptions_person" ON "prescriptions" ("person_id");--> statement-breakpoint
CREATE INDEX "prescriptions_order" ON "prescriptions" ("order_id");--> statement-breakpoint
CREATE INDEX "prescriptions_cart" ON "prescriptions" ("cart_id");--> statement-breakpoint
CREATE INDEX "prescriptions_end" ON "prescriptions" ("keep_until");--> statement-breakpoint
ALTER TABLE "prescription_needs" ADD CONSTRAINT "prescription_needs_product_id_products_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id");--> statement-breakpoint
ALTER TABLE "prescriptions" ADD CONSTRAINT "prescriptions_store_id_stores_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id");--> statement-breakpoint
CREATE POLICY "prescriptions_read" ON "prescriptions" AS PERMISSIVE FOR SELECT TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])) or person_id = (select app_person_id())));--> statement-breakpoint
CREATE POLICY "prescriptions_write" ON "prescriptions" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));
--> statement-breakpoint
INSERT INTO prescription_policies (valid_from, keep_days, source)
  VALUES ('2020-01-01T00:00:00Z', 1095, 'House rule: three years');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON prescriptions, prescription_needs TO tincture_app;
--> statement-breakpoint
GRANT SELECT ON prescription_policies TO tincture_app;
