-- Who asks, as db/record-scope.ts says it at the head of a transaction. What was not said is nobody, who sees nothing.
CREATE FUNCTION app_sees_everything() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('app.stores', true) = '*', false);
--> statement-breakpoint
CREATE FUNCTION app_store_ids() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN coalesce(current_setting('app.stores', true), '') IN ('', '*') THEN '{}' ELSE current_setting('app.stores')::uuid[] END;
--> statement-breakpoint
CREATE FUNCTION app_person_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.person', true), '')::uuid;
--> statement-breakpoint
CREATE FUNCTION app_order_token() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.order_token', true), '');
--> statement-breakpoint
-- People belong to no store, so that orders of a store do not open the register of people: it has its own setting.
CREATE FUNCTION app_sees_everybody() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('app.people', true) = '*', false);
--> statement-breakpoint
CREATE FUNCTION app_people_store_ids() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN coalesce(current_setting('app.people', true), '') IN ('', '*') THEN '{}' ELSE current_setting('app.people')::uuid[] END;
--> statement-breakpoint
CREATE FUNCTION app_is_staff() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('app.stores', true), '') NOT IN ('', '{}')
    OR coalesce(current_setting('app.people', true), '') NOT IN ('', '{}');
--> statement-breakpoint
CREATE FUNCTION app_is_known() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN app_is_staff() OR app_person_id() IS NOT NULL;
--> statement-breakpoint
-- Subjects are text; those that are no id belong to no order.
CREATE FUNCTION app_uuid(subject text) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN subject ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN subject::uuid END;
--> statement-breakpoint
-- Whether a store may bill is everybody's business at the till; who holds its licences is not.
CREATE FUNCTION licence_terms_of_store(store uuid) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  RETURN (SELECT jsonb_agg(jsonb_build_object('kind', l.kind, 'validFrom', l.valid_from, 'validTo', l.valid_to))
    FROM licences l WHERE l.holder_id = store AND l.holder_kind = 'store' AND l.withdrawn_at IS NULL);
