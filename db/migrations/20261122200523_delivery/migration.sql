CREATE TABLE "delivery_rates" (
	"id" uuid PRIMARY KEY,
	"zone_id" uuid NOT NULL,
	"method" text NOT NULL,
	"steps" jsonb NOT NULL,
	"free_from_paise" bigint,
	"min_days" integer NOT NULL,
	"max_days" integer NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_until" timestamp with time zone,
	"created_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "delivery_reservations" (
	"cart_id" uuid PRIMARY KEY,
	"slot_id" uuid NOT NULL,
	"day" date NOT NULL,
	"held_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "delivery_slots" (
	"id" uuid PRIMARY KEY,
	"store_id" uuid NOT NULL,
	"method" text NOT NULL,
	"zone_id" uuid,
	"weekday" integer NOT NULL,
	"from_time" text NOT NULL,
	"to_time" text NOT NULL,
	"cut_off_minutes" integer NOT NULL,
	"capacity" integer NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_until" timestamp with time zone,
	"version" integer NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "delivery_slots_weekday" CHECK ("weekday" between 1 and 7),
	CONSTRAINT "delivery_slots_capacity" CHECK ("capacity" >= 0)
);
--> statement-breakpoint
CREATE TABLE "delivery_zones" (
	"id" uuid PRIMARY KEY,
	"store_id" uuid,
	"name" text NOT NULL,
	"areas" jsonb NOT NULL,
	"refusal" text,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_until" timestamp with time zone,
	"version" integer NOT NULL,
	"created_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order_deliveries" (
	"order_id" uuid PRIMARY KEY,
	"cart_id" uuid NOT NULL,
	"method" text NOT NULL,
	"zone_id" uuid,
	"zone_name" text,
	"rate_id" uuid,
	"min_days" integer,
	"max_days" integer,
	"slot_id" uuid,
	"slot_day" date,
	"slot_from" text,
	"slot_to" text
);
--> statement-breakpoint
ALTER TABLE "order_deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "delivery_rates_zone" ON "delivery_rates" ("zone_id","method","valid_from");--> statement-breakpoint
CREATE INDEX "delivery_reservations_slot" ON "delivery_reservations" ("slot_id","day");--> statement-breakpoint
CREATE INDEX "delivery_reservations_end" ON "delivery_reservations" ("held_until");--> statement-breakpoint
CREATE INDEX "delivery_slots_store" ON "delivery_slots" ("store_id","weekday");--> statement-breakpoint
CREATE INDEX "delivery_zones_store" ON "delivery_zones" ("store_id","valid_from");--> statement-breakpoint
CREATE INDEX "order_deliveries_slot" ON "order_deliveries" ("slot_id","slot_day") WHERE "slot_id" is not null;--> statement-breakpoint
ALTER TABLE "delivery_rates" ADD CONSTRAINT "delivery_rates_zone_id_delivery_zones_id_fkey" FOREIGN KEY ("zone_id") REFERENCES "delivery_zones"("id");--> statement-breakpoint
ALTER TABLE "delivery_reservations" ADD CONSTRAINT "delivery_reservations_slot_id_delivery_slots_id_fkey" FOREIGN KEY ("slot_id") REFERENCES "delivery_slots"("id");--> statement-breakpoint
ALTER TABLE "delivery_slots" ADD CONSTRAINT "delivery_slots_store_id_stores_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id");--> statement-breakpoint
ALTER TABLE "delivery_slots" ADD CONSTRAINT "delivery_slots_zone_id_delivery_zones_id_fkey" FOREIGN KEY ("zone_id") REFERENCES "delivery_zones"("id");--> statement-breakpoint
ALTER TABLE "delivery_zones" ADD CONSTRAINT "delivery_zones_store_id_stores_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id");--> statement-breakpoint
ALTER TABLE "order_deliveries" ADD CONSTRAINT "order_deliveries_order_id_orders_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id");--> statement-breakpoint
CREATE POLICY "order_deliveries_read" ON "order_deliveries" AS PERMISSIVE FOR SELECT TO "tincture_app" USING (((select app_sees_everything()) or exists (select 1 from orders o where o.id = order_id)));--> statement-breakpoint
CREATE POLICY "order_deliveries_write" ON "order_deliveries" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()) or exists (select 1 from orders o where o.id = order_id and o.store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK (((select app_sees_everything()) or exists (select 1 from orders o where o.id = order_id and o.store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
-- How many places of a slot are gone: those that carts hold, and those of orders that stand. Above row-level security, because
-- a buyer sees no other order; the answer is a number.
CREATE FUNCTION delivery_places_taken(wanted_slot uuid, wanted_day date, moment timestamptz, own_cart uuid) RETURNS bigint
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ BEGIN RETURN (
    SELECT count(*) FROM (
      SELECT r.cart_id FROM delivery_reservations r
        WHERE r.slot_id = wanted_slot AND r.day = wanted_day AND r.held_until > moment
      UNION
      SELECT d.cart_id FROM order_deliveries d JOIN orders o ON o.id = d.order_id
        WHERE d.slot_id = wanted_slot AND d.slot_day = wanted_day AND o.status <> 'cancelled'
    ) taken WHERE own_cart IS NULL OR taken.cart_id <> own_cart); END $$;
--> statement-breakpoint
-- The tariff that stood in the program so far, for every store.
INSERT INTO delivery_zones (id, name, areas, valid_from, version, created_by)
  VALUES ('019b76da-a800-7d00-8000-000000000001', 'India', '[{"kind":"everywhere"}]', '2020-01-01T00:00:00Z', 1, 'system:migration');
--> statement-breakpoint
INSERT INTO delivery_rates (id, zone_id, method, steps, free_from_paise, min_days, max_days, valid_from, created_by)
  VALUES ('019b76da-a800-7d00-8000-000000000002', '019b76da-a800-7d00-8000-000000000001', 'standard',
    '[{"upToGrams":null,"feePaise":4900}]', 49900, 2, 7, '2020-01-01T00:00:00Z', 'system:migration');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON delivery_zones, delivery_rates, delivery_slots, delivery_reservations, order_deliveries TO tincture_app;
--> statement-breakpoint
GRANT DELETE ON delivery_reservations TO tincture_app;
