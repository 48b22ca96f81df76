-- The log of events by months: old ones are let go as a whole. Ids are uuidv7 and carry their time, so the id alone stays
-- the key. Partitions stand in a schema of their own, which requests may not enter: they see the log only through `events`
-- and its row-level security. What belongs to no month that was made lands in the default partition; nothing is refused.
CREATE SCHEMA event_months;
--> statement-breakpoint
CREATE FUNCTION event_id_floor(at timestamptz) RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
--> statement-breakpoint
ALTER TABLE events RENAME TO events_before;
--> statement-breakpoint
ALTER TABLE events_before DROP CONSTRAINT events_pkey;
--> statement-breakpoint
DROP INDEX events_due;
--> statement-breakpoint
DROP INDEX events_subject;
--> statement-breakpoint
CREATE TABLE events (LIKE events_before INCLUDING DEFAULTS, CONSTRAINT events_pkey PRIMARY KEY (id)) PARTITION BY RANGE (id);
--> statement-breakpoint
CREATE INDEX events_due ON events (due_at) WHERE due_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX events_subject ON events (subject);
--> statement-breakpoint
CREATE TABLE event_months.other PARTITION OF events DEFAULT;
--> statement-breakpoint
-- Makes the partition of a month (UTC) and takes into it what lies in the default one. False when it is there already.
CREATE FUNCTION make_event_month(month date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  low uuid := event_id_floor(date_trunc('month', month)::timestamp AT TIME ZONE 'utc');
  high uuid := event_id_floor((date_trunc('month', month) + interval '1 month')::timestamp AT TIME ZONE 'utc');
  part text := to_char(month, '"m"YYYY_MM');
BEGIN
  IF to_regclass('event_months.' || part) IS NOT NULL THEN
    RETURN false;
  END IF;
  LOCK TABLE event_months.other IN ACCESS EXCLUSIVE MODE;
  EXECUTE format('CREATE TABLE event_months.%I (LIKE public.events INCLUDING DEFAULTS)', part);
  EXECUTE format('WITH moved AS (DELETE FROM event_months.other WHERE id >= %L AND id < %L RETURNING *)
    INSERT INTO event_months.%I SELECT * FROM moved', low, high, part);
  EXECUTE format('ALTER TABLE public.events ATTACH PARTITION event_months.%I FOR VALUES FROM (%L) TO (%L)', part, low, high);
  RETURN true;
END $$;
--> statement-breakpoint
SELECT make_event_month(month::date) FROM (
  SELECT date_trunc('month', occurred_at AT TIME ZONE 'utc') AS month FROM events_before
  UNION SELECT date_trunc('month', now() AT TIME ZONE 'utc') + ahead * interval '1 month' FROM generate_series(0, 3) AS ahead
) AS months ORDER BY month;
--> statement-breakpoint
INSERT INTO events SELECT * FROM events_before;
--> statement-breakpoint
DROP POLICY inbox_read ON inbox;
--> statement-breakpoint
DROP TABLE events_before;
--> statement-breakpoint
ALTER TABLE events ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "events_add" ON "events" AS PERMISSIVE FOR INSERT TO "tincture_app" WITH CHECK ((store_id = any ((select app_store_ids())::uuid[]) or (store_id is null and (select app_is_known()))));
--> statement-breakpoint
CREATE POLICY "events_read" ON "events" AS PERMISSIVE FOR SELECT TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));
--> statement-breakpoint
CREATE POLICY "events_write" ON "events" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()))) WITH CHECK (((select app_sees_everything())));
--> statement-breakpoint
CREATE POLICY "inbox_read" ON "inbox" AS PERMISSIVE FOR SELECT TO "tincture_app" USING (((select app_sees_everything()) or exists (select 1 from events e where e.id = event_id)));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON events TO tincture_app;
