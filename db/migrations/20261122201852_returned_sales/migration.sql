ALTER TABLE "sales_by_day" ADD COLUMN "returned_units" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sales_by_day" ADD COLUMN "returned_paise" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sales_by_day" ADD COLUMN "returned_tax_paise" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "sagas_started" ON "sagas" ("started_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
-- Nobody listened to these so far: they are told once more, to whoever listens now.
UPDATE events SET due_at = now() WHERE type IN ('order.cancelled', 'order.returned');
