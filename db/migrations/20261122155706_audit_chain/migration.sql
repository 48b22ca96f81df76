-- A part of what is hashed: its length in bytes stands before it, so that no two rows give the same text.
CREATE FUNCTION audit_part(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN coalesce(octet_length(value) || ':' || value, '-');
--> statement-breakpoint
-- The same text is made in workers/modules/audit/chain.ts, so that the check does not trust the database that it checks.
CREATE FUNCTION audit_hash(previous_hash text, chain text, place integer, entry audit_log) RETURNS text LANGUAGE sql STABLE
  RETURN encode(sha256(convert_to(
    audit_part(previous_hash) || audit_part(chain) || audit_part(place::text) || audit_part((entry).id::text)
    || audit_part(to_char((entry).at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || audit_part((entry).actor)
    || audit_part((entry).action) || audit_part((entry).subject) || audit_part((entry).store_id::text)
    || audit_part((entry).request_id) || audit_part((entry).reason) || audit_part((entry).second_factor_age_seconds::text)
    || audit_part((entry).facts::text) || audit_part((entry).before::text) || audit_part((entry).after::text), 'UTF8')), 'hex');
--> statement-breakpoint
CREATE FUNCTION add_audit_link(entry audit_log) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  place text := coalesce(entry.store_id::text, 'company');
  today date;
  head audit_heads;
  name text;
  link_hash text;
BEGIN
  SELECT * INTO head FROM audit_heads WHERE scope = place FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO audit_heads (scope, day, position, hash, base_hash)
      VALUES (place, (clock_timestamp() AT TIME ZONE 'UTC')::date, 0, repeat('0', 64), repeat('0', 64)) ON CONFLICT DO NOTHING;
    SELECT * INTO head FROM audit_heads WHERE scope = place FOR UPDATE;
  END IF;
  -- Read while the head is held, and never back: the days of a store follow each other whoever commits first.
  today := greatest(head.day, (clock_timestamp() AT TIME ZONE 'UTC')::date);
  head.position := CASE WHEN today = head.day THEN head.position + 1 ELSE 1 END;
  name := place || '/' || to_char(today, 'YYYY-MM-DD');
  link_hash := audit_hash(head.hash, name, head.position, entry);
  INSERT INTO audit_links (chain, position, audit_id, previous_hash, hash) VALUES (name, head.position, entry.id, head.hash, link_hash);
  UPDATE audit_heads SET day = today, position = head.position, hash = link_hash WHERE scope = place;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION add_audit_link(audit_log) FROM PUBLIC;
--> statement-breakpoint
CREATE FUNCTION chain_audit_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM add_audit_link(NEW);
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Deferred to the commit: the head is the last thing that a transaction waits for and is held for the shortest time, so that
-- no verb can deadlock with another over it, in whatever order they write.
CREATE CONSTRAINT TRIGGER audit_log_chain AFTER INSERT ON audit_log DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION chain_audit_row();
--> statement-breakpoint
-- Rows of the time before there were chains.
SELECT add_audit_link(entry) FROM (SELECT * FROM audit_log ORDER BY at, id) AS entry;
--> statement-breakpoint
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND coalesce(current_setting('app.audit_retention', true), '') = 'on' THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'The audit log is only added to: % of % is refused', lower(TG_OP), TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_log_stays BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
CREATE TRIGGER audit_links_stay BEFORE UPDATE OR DELETE ON audit_links FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
CREATE TRIGGER audit_log_is_kept BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
CREATE TRIGGER audit_links_are_kept BEFORE TRUNCATE ON audit_links FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
CREATE TRIGGER audit_heads_stay BEFORE DELETE ON audit_heads FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
CREATE TRIGGER audit_heads_are_kept BEFORE TRUNCATE ON audit_heads FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
-- Lets whole days go whose time to be kept is over. Each store's head remembers what its oldest kept link carries on from.
CREATE FUNCTION forget_audit_before(day date) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  gone bigint;
BEGIN
  PERFORM set_config('app.audit_retention', 'on', true);
  PERFORM 1 FROM audit_heads ORDER BY scope FOR UPDATE;
  UPDATE audit_heads h SET base_hash = last.hash FROM (
    SELECT DISTINCT ON (split_part(chain, '/', 1)) split_part(chain, '/', 1) AS scope, hash FROM audit_links
    WHERE split_part(chain, '/', 2) < to_char(forget_audit_before.day, 'YYYY-MM-DD')
    ORDER BY split_part(chain, '/', 1), chain DESC, position DESC
  ) AS last WHERE last.scope = h.scope;
  DELETE FROM audit_log l USING audit_links k
    WHERE k.audit_id = l.id AND split_part(k.chain, '/', 2) < to_char(forget_audit_before.day, 'YYYY-MM-DD');
  DELETE FROM audit_links WHERE split_part(chain, '/', 2) < to_char(forget_audit_before.day, 'YYYY-MM-DD');
  GET DIAGNOSTICS gone = ROW_COUNT;
  PERFORM set_config('app.audit_retention', '', true);
  RETURN gone;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION forget_audit_before(date) FROM PUBLIC;
