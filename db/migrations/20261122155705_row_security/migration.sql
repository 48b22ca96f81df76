CREATE TABLE "audit_heads" (
	"scope" text PRIMARY KEY,
	"day" date NOT NULL,
	"position" integer NOT NULL,
	"hash" text NOT NULL,
	"base_hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_links" (
	"chain" text,
	"position" integer,
	"audit_id" uuid NOT NULL CONSTRAINT "audit_links_row" UNIQUE,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_links_pkey" PRIMARY KEY("chain","position")
);
--> statement-breakpoint
ALTER TABLE "sales_by_day" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "stock_movements" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "order_lines" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "order_timeline" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "orders" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "payments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "addresses" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "api_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "consents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "dealers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "invitations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "licences" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "people" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "role_grants" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_log" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "dead_letters" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "inbox" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "webhook_attempts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_log" DROP CONSTRAINT "audit_log_chain";--> statement-breakpoint
ALTER TABLE "audit_log" DROP COLUMN "chain";--> statement-breakpoint
ALTER TABLE "audit_log" DROP COLUMN "position";--> statement-breakpoint
ALTER TABLE "audit_log" DROP COLUMN "previous_hash";--> statement-breakpoint
ALTER TABLE "audit_log" DROP COLUMN "hash";--> statement-breakpoint
CREATE INDEX "audit_log_store" ON "audit_log" ("store_id","at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE POLICY "addresses_write" ON "addresses" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everybody()) or person_id = (select app_person_id())))) WITH CHECK ((((select app_sees_everybody()) or person_id = (select app_person_id()))));--> statement-breakpoint
CREATE POLICY "api_keys_write" ON "api_keys" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everybody()) or owner_id = (select app_person_id())))) WITH CHECK ((((select app_sees_everybody()) or owner_id = (select app_person_id()))));--> statement-breakpoint
CREATE POLICY "audit_log_add" ON "audit_log" AS PERMISSIVE FOR INSERT TO "tincture_app" WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])) or (store_id is null and (select app_is_known())) or split_part(actor, ' ', 1) = 'person:' || (select app_person_id())));--> statement-breakpoint
CREATE POLICY "audit_log_read" ON "audit_log" AS PERMISSIVE FOR SELECT TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "consents_write" ON "consents" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everybody()) or person_id = (select app_person_id())))) WITH CHECK ((((select app_sees_everybody()) or person_id = (select app_person_id()))));--> statement-breakpoint
CREATE POLICY "dead_letters_write" ON "dead_letters" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()))) WITH CHECK (((select app_sees_everything())));--> statement-breakpoint
CREATE POLICY "dealers_read" ON "dealers" AS PERMISSIVE FOR SELECT TO "tincture_app" USING (((select app_sees_everybody()) or cardinality((select app_people_store_ids())::uuid[]) > 0 or exists (select 1 from people p where p.dealer_id = dealers.id and p.id = (select app_person_id()))));--> statement-breakpoint
CREATE POLICY "dealers_write" ON "dealers" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everybody()) or cardinality((select app_people_store_ids())::uuid[]) > 0)) WITH CHECK (((select app_sees_everybody()) or cardinality((select app_people_store_ids())::uuid[]) > 0));--> statement-breakpoint
CREATE POLICY "events_add" ON "events" AS PERMISSIVE FOR INSERT TO "tincture_app" WITH CHECK ((store_id = any ((select app_store_ids())::uuid[]) or (store_id is null and (select app_is_known()))));--> statement-breakpoint
CREATE POLICY "events_read" ON "events" AS PERMISSIVE FOR SELECT TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "events_write" ON "events" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()))) WITH CHECK (((select app_sees_everything())));--> statement-breakpoint
CREATE POLICY "inbox_read" ON "inbox" AS PERMISSIVE FOR SELECT TO "tincture_app" USING (((select app_sees_everything()) or exists (select 1 from events e where e.id = event_id)));--> statement-breakpoint
CREATE POLICY "inbox_write" ON "inbox" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()))) WITH CHECK (((select app_sees_everything())));--> statement-breakpoint
CREATE POLICY "invitations_write" ON "invitations" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everybody()) or invited_by = 'person:' || (select app_person_id()))) WITH CHECK (((select app_sees_everybody()) or invited_by = 'person:' || (select app_person_id())));--> statement-breakpoint
CREATE POLICY "licences_read" ON "licences" AS PERMISSIVE FOR SELECT TO "tincture_app" USING (((holder_kind = 'store' and ((select app_sees_everything()) or holder_id = any ((select app_store_ids())::uuid[]))) or (holder_kind = 'dealer' and ((select app_is_staff()) or exists (select 1 from people p where p.dealer_id = licences.holder_id and p.id = (select app_person_id()))))));--> statement-breakpoint
CREATE POLICY "licences_write" ON "licences" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((holder_kind = 'store' and ((select app_sees_everything()) or holder_id = any ((select app_store_ids())::uuid[]))) or (holder_kind = 'dealer' and (select app_is_staff())))) WITH CHECK (((holder_kind = 'store' and ((select app_sees_everything()) or holder_id = any ((select app_store_ids())::uuid[]))) or (holder_kind = 'dealer' and (select app_is_staff()))));--> statement-breakpoint
CREATE POLICY "messages_add" ON "messages" AS PERMISSIVE FOR INSERT TO "tincture_app" WITH CHECK (((select app_is_known())));--> statement-breakpoint
CREATE POLICY "messages_read" ON "messages" AS PERMISSIVE FOR SELECT TO "tincture_app" USING ((((select app_sees_everything()) or exists (select 1 from orders o where o.id = app_uuid(subject_id)))));--> statement-breakpoint
CREATE POLICY "messages_write" ON "messages" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or exists (select 1 from orders o where o.id = app_uuid(subject_id) and o.store_id = any ((select app_store_ids())::uuid[]))))) WITH CHECK ((((select app_sees_everything()) or exists (select 1 from orders o where o.id = app_uuid(subject_id) and o.store_id = any ((select app_store_ids())::uuid[])))));--> statement-breakpoint
CREATE POLICY "order_lines_read" ON "order_lines" AS PERMISSIVE FOR SELECT TO "tincture_app" USING ((((select app_sees_everything()) or exists (select 1 from orders o where o.id = order_id))));--> statement-breakpoint
CREATE POLICY "order_lines_write" ON "order_lines" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or exists (select 1 from orders o where o.id = order_id and o.store_id = any ((select app_store_ids())::uuid[]))))) WITH CHECK ((((select app_sees_everything()) or exists (select 1 from orders o where o.id = order_id and o.store_id = any ((select app_store_ids())::uuid[])))));--> statement-breakpoint
CREATE POLICY "order_timeline_read" ON "order_timeline" AS PERMISSIVE FOR SELECT TO "tincture_app" USING ((((select app_sees_everything()) or exists (select 1 from orders o where o.id = order_id))));--> statement-breakpoint
CREATE POLICY "order_timeline_write" ON "order_timeline" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or exists (select 1 from orders o where o.id = order_id and o.store_id = any ((select app_store_ids())::uuid[]))))) WITH CHECK ((((select app_sees_everything()) or exists (select 1 from orders o where o.id = order_id and o.store_id = any ((select app_store_ids())::uuid[])))));--> statement-breakpoint
CREATE POLICY "orders_read" ON "orders" AS PERMISSIVE FOR SELECT TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])) or person_id = (select app_person_id()) or token_hash = (select app_order_token())));--> statement-breakpoint
CREATE POLICY "orders_write" ON "orders" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "payments_read" ON "payments" AS PERMISSIVE FOR SELECT TO "tincture_app" USING ((((select app_sees_everything()) or exists (select 1 from orders o where o.id = order_id))));--> statement-breakpoint
CREATE POLICY "payments_write" ON "payments" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or exists (select 1 from orders o where o.id = order_id and o.store_id = any ((select app_store_ids())::uuid[]))))) WITH CHECK ((((select app_sees_everything()) or exists (select 1 from orders o where o.id = order_id and o.store_id = any ((select app_store_ids())::uuid[])))));--> statement-breakpoint
CREATE POLICY "people_write" ON "people" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everybody()) or id = (select app_person_id())) or (kind = 'doctor' and cardinality((select app_people_store_ids())::uuid[]) > 0) or (exists (select 1 from role_grants g where g.person_id = people.id and g.store_ids && (select app_people_store_ids())::uuid[]) or exists (select 1 from orders o where o.person_id = people.id and o.store_id = any ((select app_people_store_ids())::uuid[]))))) WITH CHECK ((((select app_sees_everybody()) or id = (select app_person_id())) or (kind = 'doctor' and cardinality((select app_people_store_ids())::uuid[]) > 0) or (exists (select 1 from role_grants g where g.person_id = people.id and g.store_ids && (select app_people_store_ids())::uuid[]) or exists (select 1 from orders o where o.person_id = people.id and o.store_id = any ((select app_people_store_ids())::uuid[])))));--> statement-breakpoint
CREATE POLICY "role_grants_read" ON "role_grants" AS PERMISSIVE FOR SELECT TO "tincture_app" USING ((((select app_sees_everybody()) or person_id = (select app_person_id())) or store_ids && (select app_people_store_ids())::uuid[]));--> statement-breakpoint
CREATE POLICY "role_grants_write" ON "role_grants" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everybody()) or (scope = 'stores' and cardinality(store_ids) > 0 and store_ids <@ (select app_people_store_ids())::uuid[]) or (kind = 'break_glass' and expires_at is not null and person_id = (select app_person_id()) and (select app_is_staff())))) WITH CHECK (((select app_sees_everybody()) or (scope = 'stores' and cardinality(store_ids) > 0 and store_ids <@ (select app_people_store_ids())::uuid[]) or (kind = 'break_glass' and expires_at is not null and person_id = (select app_person_id()) and (select app_is_staff()))));--> statement-breakpoint
CREATE POLICY "sales_by_day_write" ON "sales_by_day" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "stock_movements_write" ON "stock_movements" AS PERMISSIVE FOR ALL TO "tincture_app" USING ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[])))) WITH CHECK ((((select app_sees_everything()) or store_id = any ((select app_store_ids())::uuid[]))));--> statement-breakpoint
CREATE POLICY "webhook_attempts_write" ON "webhook_attempts" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()) or exists (select 1 from webhook_deliveries d where d.id = delivery_id))) WITH CHECK (((select app_sees_everything()) or exists (select 1 from webhook_deliveries d where d.id = delivery_id)));--> statement-breakpoint
CREATE POLICY "webhook_deliveries_write" ON "webhook_deliveries" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()) or exists (select 1 from webhook_endpoints e where e.id = endpoint_id))) WITH CHECK (((select app_sees_everything()) or exists (select 1 from webhook_endpoints e where e.id = endpoint_id)));--> statement-breakpoint
CREATE POLICY "webhook_endpoints_write" ON "webhook_endpoints" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()) or owner_id = (select app_person_id()))) WITH CHECK (((select app_sees_everything()) or owner_id = (select app_person_id())));