CREATE TABLE "event_retention" (
	"log" text PRIMARY KEY,
	"keep_months" integer,
	"months_ahead" integer NOT NULL,
	"kept_from" date
);
--> statement-breakpoint
ALTER TABLE "event_retention" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "dead_letters" ADD COLUMN "discarded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "dead_letters" ADD COLUMN "discard_reason" text;--> statement-breakpoint
CREATE INDEX "dead_letters_age" ON "dead_letters" ("died_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "dead_letters_open_event" ON "dead_letters" ("event_id") WHERE "replayed_at" is null and "discarded_at" is null;--> statement-breakpoint
CREATE INDEX "events_waiting" ON "events" ("id") WHERE "due_at" is not null;--> statement-breakpoint
CREATE INDEX "events_waiting_subject" ON "events" ("subject","id") WHERE "due_at" is not null;--> statement-breakpoint
CREATE POLICY "event_retention_read" ON "event_retention" AS PERMISSIVE FOR SELECT TO "tincture_app" USING (((select app_sees_everything())));--> statement-breakpoint
GRANT SELECT ON event_retention TO tincture_app;
--> statement-breakpoint
INSERT INTO event_retention (log, keep_months, months_ahead) VALUES ('events', 36, 3);
