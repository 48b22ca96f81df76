ALTER TABLE "messages" ADD COLUMN "due_at" timestamp with time zone;--> statement-breakpoint
DROP INDEX "messages_recent";--> statement-breakpoint
CREATE INDEX "messages_recent" ON "messages" ("queued_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "messages_due" ON "messages" ("due_at") WHERE "due_at" is not null;