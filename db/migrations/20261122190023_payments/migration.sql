CREATE TABLE "disputes" (
	"id" uuid PRIMARY KEY,
	"provider" text NOT NULL,
	"provider_ref" text NOT NULL,
	"payment_id" uuid,
	"order_id" uuid,
	"store_id" uuid,
	"amount_paise" bigint NOT NULL,
	"currency" text NOT NULL,
	"reason" text NOT NULL,
	"status" text NOT NULL,
	"respond_by" timestamp with time zone,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "disputes_once" UNIQUE("provider","provider_ref")
);
--> statement-breakpoint
ALTER TABLE "disputes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "payment_intents" (
	"id" uuid PRIMARY KEY,
	"cart_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"store_id" uuid NOT NULL,
	"method" text NOT NULL,
	"provider" text NOT NULL,
	"provider_ref" text NOT NULL,
	"amount_paise" bigint NOT NULL,
	"currency" text NOT NULL,
	"status" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "payment_intents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "payment_reports" (
	"id" text PRIMARY KEY,
	"provider" text NOT NULL,
	"type" text NOT NULL,
	"news" jsonb NOT NULL,
	"payment_id" uuid,
	"capture_ref" text,
	"status" text NOT NULL,
	"outcome" text,
	"attempts" integer NOT NULL,
	"last_error" text,
	"received_at" timestamp with time zone NOT NULL,
	"handled_at" timestamp with time zone,
	"due_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "payment_reports" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "refunds" (
	"id" uuid PRIMARY KEY,
	"refund_id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"store_id" uuid NOT NULL,
	"method" text NOT NULL,
	"provider" text NOT NULL,
	"provider_ref" text,
	"amount_paise" bigint NOT NULL,
	"currency" text NOT NULL,
	"reason" text NOT NULL,
	"status" text NOT NULL,
	"round" integer NOT NULL,
	"refund_ref" text,
	"attempts" integer NOT NULL,
	"last_error" text,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"correlation_id" text NOT NULL,
	"settled_at" timestamp with time zone,
	"due_at" timestamp with time zone,
	"version" integer NOT NULL,
	CONSTRAINT "refunds_once" UNIQUE("refund_id","payment_id")
);
--> statement-breakpoint
ALTER TABLE "refunds" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "settlement_differences" (
	"id" uuid PRIMARY KEY,
	"settlement_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"line_ref" text,
	"payment_id" uuid,
	"refund_id" uuid,
	"expected_paise" bigint,
	"found_paise" bigint,
	"note" text,
	"resolved_by" text,
	"resolved_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "settlement_differences" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "settlement_lines" (
	"settlement_id" uuid,
	"position" integer,
	"kind" text NOT NULL,
	"line_ref" text NOT NULL,
	"provider_ref" text NOT NULL,
	"payment_id" uuid,
	"refund_id" uuid,
	"amount_paise" bigint NOT NULL,
	"fee_paise" bigint NOT NULL,
	"currency" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	CONSTRAINT "settlement_lines_pkey" PRIMARY KEY("settlement_id","position")
);
--> statement-breakpoint
ALTER TABLE "settlement_lines" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "settlements" (
	"id" uuid PRIMARY KEY,
	"provider" text NOT NULL,
	"content_hash" text NOT NULL UNIQUE,
	"covers_from" date NOT NULL,
	"covers_to" date NOT NULL,
	"line_count" integer NOT NULL,
	"gross_paise" bigint NOT NULL,
	"fee_paise" bigint NOT NULL,
	"imported_by" text NOT NULL,
	"imported_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "settlements" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "provider" text DEFAULT 'manual' NOT NULL;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "provider_ref" text;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "captured_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "refunded_paise" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "payments_provider_ref" ON "payments" ("provider_ref");--> statement-breakpoint
CREATE INDEX "disputes_store" ON "disputes" ("store_id","opened_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "payment_intents_ref" ON "payment_intents" ("provider_ref");--> statement-breakpoint
CREATE INDEX "payment_intents_store" ON "payment_intents" ("store_id","status","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "payment_reports_due" ON "payment_reports" ("due_at");--> statement-breakpoint
CREATE INDEX "payment_reports_payment" ON "payment_reports" ("payment_id");--> statement-breakpoint
CREATE INDEX "payment_reports_capture" ON "payment_reports" ("capture_ref");--> statement-breakpoint
CREATE INDEX "refunds_order" ON "refunds" ("order_id");--> statement-breakpoint
CREATE INDEX "refunds_store" ON "refunds" ("store_id","requested_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "refunds_due" ON "refunds" ("due_at");--> statement-breakpoint
CREATE INDEX "settlement_differences_settlement" ON "settlement_differences" ("settlement_id");--> statement-breakpoint
CREATE INDEX "settlement_lines_ref" ON "settlement_lines" ("line_ref");--> statement-breakpoint
CREATE INDEX "settlement_lines_payment" ON "settlement_lines" ("payment_id");--> statement-breakpoint
CREATE INDEX "settlement_lines_refund" ON "settlement_lines" ("refund_id");--> statement-breakpoint
CREATE INDEX "settlements_time" ON "settlements" ("imported_at" DESC NULLS LAST);--> statement-breakpoint
ALTER TABLE "payment_intents" ADD CONSTRAINT "payment_intents_store_id_stores_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id");--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_payment_id_payments_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments"("id");--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_order_id_orders_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id");--> statement-breakpoint
ALTER TABLE "settlement_differences" ADD CONSTRAINT "settlement_differences_settlement_id_settlements_id_fkey" FOREIGN KEY ("settlement_id") REFERENCES "settlements"("id");--> statement-breakpoint
ALTER TABLE "settlement_lines" ADD CONSTRAINT "settlement_lines_settlement_id_settlements_id_fkey" FOREIGN KEY ("settlement_id") REFERENCES "settlements"("id");--> statement-breakpoint
CREATE POLICY "disputes_write" ON "disputes" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "payment_intents_write" ON "payment_intents" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "payment_reports_write" ON "payment_reports" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()))) WITH CHECK (((select app_sees_everything())));--> statement-breakpoint
CREATE POLICY "refunds_read" ON "refunds" AS PERMISSIVE FOR SELECT TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])) or exists (select 1 from orders o where o.id = order_id)));--> statement-breakpoint
CREATE POLICY "refunds_write" ON "refunds" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "settlement_differences_write" ON "settlement_differences" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()))) WITH CHECK (((select app_sees_everything())));--> statement-breakpoint
CREATE POLICY "settlement_lines_write" ON "settlement_lines" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()))) WITH CHECK (((select app_sees_everything())));--> statement-breakpoint
CREATE POLICY "settlements_write" ON "settlements" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()))) WITH CHECK (((select app_sees_everything())));--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_never_more_back" CHECK (refunded_paise BETWEEN 0 AND amount_paise);--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON payment_intents, payment_reports, refunds, disputes, settlements, settlement_lines, settlement_differences TO tincture_app;
