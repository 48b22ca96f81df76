CREATE TABLE "sagas" (
	"id" uuid PRIMARY KEY,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"store_id" uuid,
	"status" text NOT NULL,
	"step" text NOT NULL,
	"failures" integer NOT NULL,
	"last_error" text,
	"steps" jsonb NOT NULL,
	"revision" integer NOT NULL,
	"correlation_id" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "sagas" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "sagas_status" ON "sagas" ("status","updated_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "sagas_store" ON "sagas" ("store_id","started_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "sagas_subject" ON "sagas" ("subject");--> statement-breakpoint
CREATE POLICY "sagas_read" ON "sagas" AS PERMISSIVE FOR SELECT TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "sagas_write" ON "sagas" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON sagas TO tincture_app;
