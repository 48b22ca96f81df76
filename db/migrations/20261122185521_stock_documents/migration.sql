CREATE TABLE "batch_lineage" (
	"repack_id" uuid,
	"parent_batch_id" uuid,
	"child_batch_id" uuid,
	"store_id" uuid NOT NULL,
	"parent_quantity" integer NOT NULL,
	"child_quantity" integer NOT NULL,
	"returned_quantity" integer NOT NULL,
	CONSTRAINT "batch_lineage_pkey" PRIMARY KEY("repack_id","parent_batch_id","child_batch_id")
);
--> statement-breakpoint
ALTER TABLE "batch_lineage" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "bottle_dispensings" (
	"id" uuid PRIMARY KEY,
	"bottle_id" uuid NOT NULL,
	"amount" integer NOT NULL,
	"reference" text NOT NULL,
	"dispensed_by" text NOT NULL,
	"dispensed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "bottle_dispensings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "kit_components" (
	"kit_variant_id" uuid,
	"component_variant_id" uuid,
	"quantity" integer NOT NULL,
	CONSTRAINT "kit_components_pkey" PRIMARY KEY("kit_variant_id","component_variant_id")
);
--> statement-breakpoint
CREATE TABLE "open_bottles" (
	"id" uuid PRIMARY KEY,
	"store_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"status" text NOT NULL,
	"unit" text NOT NULL,
	"content_amount" integer NOT NULL,
	"remaining_amount" integer NOT NULL,
	"discard_on" date NOT NULL,
	"opened_by" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_for" text
);
--> statement-breakpoint
ALTER TABLE "open_bottles" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "recall_stores" (
	"recall_id" uuid,
	"store_id" uuid,
	"batch_id" uuid,
	"round" integer NOT NULL,
	"quarantined" integer NOT NULL,
	"held" integer NOT NULL,
	"in_transit" integer NOT NULL,
	"checked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "recall_stores_pkey" PRIMARY KEY("recall_id","store_id","batch_id")
);
--> statement-breakpoint
ALTER TABLE "recall_stores" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "recalls" (
	"id" uuid PRIMARY KEY,
	"batch_id" uuid NOT NULL,
	"batch_ids" uuid[] NOT NULL,
	"reason" text NOT NULL,
	"status" text NOT NULL,
	"fingerprint" text NOT NULL,
	"opened_by" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"lift_reason" text,
	"lifted_by" text,
	"lifted_at" timestamp with time zone,
	"due_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "recalls" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "stock_adjustments" (
	"id" uuid PRIMARY KEY,
	"store_id" uuid NOT NULL,
	"reason_code" text NOT NULL,
	"status" text NOT NULL,
	"note" text,
	"fingerprint" text NOT NULL,
	"lines" jsonb NOT NULL,
	"value_paise" bigint NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "stock_adjustments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "stock_count_entries" (
	"count_id" uuid,
	"batch_id" uuid,
	"round" integer,
	"variant_id" uuid NOT NULL,
	"counted" integer NOT NULL,
	"expected" integer NOT NULL,
	"cost_paise" bigint NOT NULL,
	"is_to_recount" boolean NOT NULL,
	"counted_by" text NOT NULL,
	"counted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "stock_count_entries_pkey" PRIMARY KEY("count_id","batch_id","round")
);
--> statement-breakpoint
ALTER TABLE "stock_count_entries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "stock_counts" (
	"id" uuid PRIMARY KEY,
	"store_id" uuid NOT NULL,
	"status" text NOT NULL,
	"variant_ids" uuid[],
	"note" text,
	"fingerprint" text NOT NULL,
	"round" integer NOT NULL,
	"value_paise" bigint,
	"opened_by" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"submitted_at" timestamp with time zone,
	"approved_by" text,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "stock_counts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "stock_differences" (
	"proof_id" uuid,
	"batch_id" uuid,
	"state" text,
	"store_id" uuid NOT NULL,
	"standing" integer NOT NULL,
	"ledger" integer NOT NULL,
	CONSTRAINT "stock_differences_pkey" PRIMARY KEY("proof_id","batch_id","state")
);
--> statement-breakpoint
ALTER TABLE "stock_differences" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "stock_postings" (
	"id" uuid PRIMARY KEY,
	"store_id" uuid NOT NULL,
	"document_kind" text NOT NULL,
	"document_id" uuid NOT NULL,
	"deed" text NOT NULL,
	"fingerprint" text NOT NULL,
	"facts" jsonb NOT NULL,
	"calls" jsonb NOT NULL,
	"calls_done" integer NOT NULL,
	"status" text NOT NULL,
	"failure" jsonb,
	"attempts" integer NOT NULL,
	"due_at" timestamp with time zone,
	"posted_by" text NOT NULL,
	"posted_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "stock_postings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "stock_proofs" (
	"id" uuid PRIMARY KEY,
	"store_id" uuid NOT NULL,
	"day" date NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"after_batch_id" text,
	"batches_checked" integer NOT NULL,
	"differences" integer NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "stock_proofs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "stock_reasons" (
	"code" text PRIMARY KEY,
	"label" text NOT NULL,
	"kind" text NOT NULL,
	"from_states" text[] NOT NULL,
	"to_state" text,
	"approval_above_paise" bigint,
	"is_active" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stock_repacks" (
	"id" uuid PRIMARY KEY,
	"store_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"consumed" jsonb NOT NULL,
	"made" jsonb NOT NULL,
	"loss_amount" integer NOT NULL,
	"loss_unit" text,
	"rounding_paise" bigint NOT NULL,
	"note" text,
	"done_by" text NOT NULL,
	"done_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "stock_repacks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "stock_transfer_lines" (
	"transfer_id" uuid,
	"position" integer,
	"variant_id" uuid NOT NULL,
	"quantity" integer NOT NULL,
	"batch_id" uuid,
	"reason" text,
	CONSTRAINT "stock_transfer_lines_pkey" PRIMARY KEY("transfer_id","position")
);
--> statement-breakpoint
ALTER TABLE "stock_transfer_lines" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "stock_transfer_pieces" (
	"transfer_id" uuid,
	"batch_id" uuid,
	"variant_id" uuid NOT NULL,
	"batch_number" text NOT NULL,
	"expires_on" date,
	"mrp_paise" bigint NOT NULL,
	"quantity" integer NOT NULL,
	"received" integer NOT NULL,
	"damaged" integer NOT NULL,
	"lost" integer NOT NULL,
	"returned" integer NOT NULL,
	CONSTRAINT "stock_transfer_pieces_pkey" PRIMARY KEY("transfer_id","batch_id")
);
--> statement-breakpoint
ALTER TABLE "stock_transfer_pieces" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "stock_transfers" (
	"id" uuid PRIMARY KEY,
	"from_store_id" uuid NOT NULL,
	"to_store_id" uuid NOT NULL,
	"status" text NOT NULL,
	"note" text,
	"fingerprint" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"dispatched_at" timestamp with time zone,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "stock_transfers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "batch_lineage_parent" ON "batch_lineage" ("parent_batch_id");--> statement-breakpoint
CREATE INDEX "batch_lineage_child" ON "batch_lineage" ("child_batch_id");--> statement-breakpoint
CREATE INDEX "bottle_dispensings_bottle" ON "bottle_dispensings" ("bottle_id","dispensed_at");--> statement-breakpoint
CREATE INDEX "open_bottles_store" ON "open_bottles" ("store_id","status","discard_on");--> statement-breakpoint
CREATE INDEX "recalls_due" ON "recalls" ("due_at") WHERE "due_at" is not null;--> statement-breakpoint
CREATE INDEX "recalls_batches" ON "recalls" USING gin ("batch_ids");--> statement-breakpoint
CREATE INDEX "stock_adjustments_store" ON "stock_adjustments" ("store_id","requested_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "stock_counts_store" ON "stock_counts" ("store_id","opened_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "stock_postings_due" ON "stock_postings" ("due_at") WHERE "due_at" is not null;--> statement-breakpoint
CREATE INDEX "stock_postings_document" ON "stock_postings" ("document_id","posted_at");--> statement-breakpoint
CREATE INDEX "stock_postings_store" ON "stock_postings" ("store_id","posted_at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "stock_proofs_nightly" ON "stock_proofs" ("store_id","day") WHERE "kind" = 'nightly';--> statement-breakpoint
CREATE INDEX "stock_proofs_store" ON "stock_proofs" ("store_id","started_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "stock_repacks_store" ON "stock_repacks" ("store_id","done_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "stock_transfer_pieces_batch" ON "stock_transfer_pieces" ("batch_id");--> statement-breakpoint
CREATE INDEX "stock_transfers_from" ON "stock_transfers" ("from_store_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "stock_transfers_to" ON "stock_transfers" ("to_store_id","created_at" DESC NULLS LAST);--> statement-breakpoint
ALTER TABLE "batch_lineage" ADD CONSTRAINT "batch_lineage_repack_id_stock_repacks_id_fkey" FOREIGN KEY ("repack_id") REFERENCES "stock_repacks"("id");--> statement-breakpoint
ALTER TABLE "bottle_dispensings" ADD CONSTRAINT "bottle_dispensings_bottle_id_open_bottles_id_fkey" FOREIGN KEY ("bottle_id") REFERENCES "open_bottles"("id");--> statement-breakpoint
ALTER TABLE "kit_components" ADD CONSTRAINT "kit_components_kit_variant_id_variants_id_fkey" FOREIGN KEY ("kit_variant_id") REFERENCES "variants"("id");--> statement-breakpoint
ALTER TABLE "kit_components" ADD CONSTRAINT "kit_components_component_variant_id_variants_id_fkey" FOREIGN KEY ("component_variant_id") REFERENCES "variants"("id");--> statement-breakpoint
ALTER TABLE "recall_stores" ADD CONSTRAINT "recall_stores_recall_id_recalls_id_fkey" FOREIGN KEY ("recall_id") REFERENCES "recalls"("id");--> statement-breakpoint
ALTER TABLE "recalls" ADD CONSTRAINT "recalls_batch_id_batches_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "batches"("id");--> statement-breakpoint
ALTER TABLE "stock_adjustments" ADD CONSTRAINT "stock_adjustments_reason_code_stock_reasons_code_fkey" FOREIGN KEY ("reason_code") REFERENCES "stock_reasons"("code");--> statement-breakpoint
ALTER TABLE "stock_count_entries" ADD CONSTRAINT "stock_count_entries_count_id_stock_counts_id_fkey" FOREIGN KEY ("count_id") REFERENCES "stock_counts"("id");--> statement-breakpoint
ALTER TABLE "stock_differences" ADD CONSTRAINT "stock_differences_proof_id_stock_proofs_id_fkey" FOREIGN KEY ("proof_id") REFERENCES "stock_proofs"("id");--> statement-breakpoint
ALTER TABLE "stock_transfer_lines" ADD CONSTRAINT "stock_transfer_lines_transfer_id_stock_transfers_id_fkey" FOREIGN KEY ("transfer_id") REFERENCES "stock_transfers"("id");--> statement-breakpoint
ALTER TABLE "stock_transfer_pieces" ADD CONSTRAINT "stock_transfer_pieces_transfer_id_stock_transfers_id_fkey" FOREIGN KEY ("transfer_id") REFERENCES "stock_transfers"("id");--> statement-breakpoint
CREATE POLICY "batch_lineage_read" ON "batch_lineage" AS PERMISSIVE FOR SELECT TO "tincture_app" USING (((select app_sees_everything()) or (select app_is_staff())));--> statement-breakpoint
CREATE POLICY "batch_lineage_write" ON "batch_lineage" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "bottle_dispensings_write" ON "bottle_dispensings" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()) or exists (select 1 from open_bottles b where b.id = bottle_id))) WITH CHECK (((select app_sees_everything()) or exists (select 1 from open_bottles b where b.id = bottle_id)));--> statement-breakpoint
CREATE POLICY "open_bottles_write" ON "open_bottles" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "recall_stores_read" ON "recall_stores" AS PERMISSIVE FOR SELECT TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "recall_stores_write" ON "recall_stores" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()))) WITH CHECK (((select app_sees_everything())));--> statement-breakpoint
CREATE POLICY "recalls_read" ON "recalls" AS PERMISSIVE FOR SELECT TO "tincture_app" USING (((select app_sees_everything()) or (select app_is_staff())));--> statement-breakpoint
CREATE POLICY "recalls_write" ON "recalls" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()))) WITH CHECK (((select app_sees_everything())));--> statement-breakpoint
CREATE POLICY "stock_adjustments_write" ON "stock_adjustments" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "stock_count_entries_write" ON "stock_count_entries" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()) or exists (select 1 from stock_counts c where c.id = count_id))) WITH CHECK (((select app_sees_everything()) or exists (select 1 from stock_counts c where c.id = count_id)));--> statement-breakpoint
CREATE POLICY "stock_counts_write" ON "stock_counts" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "stock_differences_write" ON "stock_differences" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "stock_postings_write" ON "stock_postings" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "stock_proofs_write" ON "stock_proofs" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "stock_repacks_write" ON "stock_repacks" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "stock_transfer_lines_write" ON "stock_transfer_lines" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()) or exists (select 1 from stock_transfers t where t.id = transfer_id))) WITH CHECK (((select app_sees_everything()) or exists (select 1 from stock_transfers t where t.id = transfer_id)));--> statement-breakpoint
CREATE POLICY "stock_transfer_pieces_write" ON "stock_transfer_pieces" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()) or exists (select 1 from stock_transfers t where t.id = transfer_id))) WITH CHECK (((select app_sees_everything()) or exists (select 1 from stock_transfers t where t.id = transfer_id)));--> statement-breakpoint
CREATE POLICY "stock_transfers_write" ON "stock_transfers" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()) or from_store_id = any ((select app_store_ids())::uuid[]) or to_store_id = any ((select app_store_ids())::uuid[]))) WITH CHECK (((select app_sees_everything()) or from_store_id = any ((select app_store_ids())::uuid[]) or to_store_id = any ((select app_store_ids())::uuid[])));--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON stock_reasons, stock_postings, stock_transfers, stock_transfer_lines, stock_counts, stock_count_entries,
  stock_adjustments, stock_repacks, batch_lineage, open_bottles, recalls, recall_stores, stock_proofs TO tincture_app;
--> statement-breakpoint
-- A refused dispatch forgets its pieces, a bill of materials is replaced whole, and a proof that starts anew forgets what it found.
GRANT SELECT, INSERT, UPDATE, DELETE ON stock_transfer_pieces, kit_components, stock_differences TO tincture_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON bottle_dispensings TO tincture_app;
--> statement-breakpoint
-- The company's own reasons and limits to start with: they are data and may be changed.
INSERT INTO stock_reasons (code, label, kind, from_states, to_state, approval_above_paise, is_active) VALUES
  ('damage', 'Damaged', 'damage', '{sellable}', 'damaged', 100000, true),
  ('breakage', 'Broken, nothing left', 'destroy', '{sellable,damaged}', NULL, 100000, true),
  ('theft', 'Stolen', 'adjustment', '{sellable}', NULL, 0, true),
  ('found', 'Found', 'adjustment', '{}', 'sellable', 100000, true),
  ('sample', 'Given as a sample', 'adjustment', '{sellable}', NULL, 50000, true),
  ('expired_found', 'Found expired', 'expiry', '{sellable}', 'expired', 200000, true),
  ('data_error_in', 'Data error: was never booked in', 'adjustment', '{}', 'sellable', 0, true),
  ('data_error_out', 'Data error: was never there', 'adjustment', '{sellable,damaged,quarantined,expired}', NULL, 0, true),
  ('quarantine', 'Set aside until it is looked at', 'quarantine', '{sellable}', 'quarantined', NULL, true),
  ('release', 'Looked at and good', 'release', '{quarantined}', 'sellable', 500000, true),
  ('release_damaged', 'Looked at and not good', 'damage', '{quarantined}', 'damaged', 100000, true),
  ('destroy', 'Destroyed', 'destroy', '{damaged,quarantined,expired}', NULL, 100000, true),
  ('count_difference', 'Difference of a count', 'count', '{}', NULL, 200000, true);
