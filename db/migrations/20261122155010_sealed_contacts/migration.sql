ALTER TABLE "messages" ADD COLUMN "recipient_index" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "content" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "contact" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "email_index" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "phone_index" text;--> statement-breakpoint
ALTER TABLE "messages" ALTER COLUMN "title" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ALTER COLUMN "body_text" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ALTER COLUMN "body_html" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ALTER COLUMN "contact_name" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ALTER COLUMN "contact_email" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ALTER COLUMN "contact_phone" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ALTER COLUMN "shipping_address" SET DATA TYPE text USING "shipping_address"::text;--> statement-breakpoint
CREATE INDEX "messages_recipient" ON "messages" ("recipient_index");--> statement-breakpoint
CREATE INDEX "orders_email" ON "orders" ("email_index");--> statement-breakpoint
CREATE INDEX "orders_phone" ON "orders" ("phone_index");