ALTER TABLE "stock_movements" ADD COLUMN "shard" integer DEFAULT 0;--> statement-breakpoint
ALTER TABLE "stock_movements" ADD COLUMN "state" text DEFAULT 'sellable' NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_movements" DROP CONSTRAINT "stock_movements_pkey";--> statement-breakpoint
ALTER TABLE "stock_movements" ADD PRIMARY KEY ("store_id","shard","sequence");