ALTER TABLE "fulfilment_lines" ADD COLUMN "moved_from" uuid;--> statement-breakpoint
ALTER TABLE "fulfilment_lines" ADD COLUMN "move_id" uuid;