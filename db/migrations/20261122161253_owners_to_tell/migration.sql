-- Whoever takes a role in an emergency must not see the owners, but has to write to them.
CREATE FUNCTION owners_to_tell() RETURNS TABLE (id uuid, email text, language text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id, p.email, p.language FROM people p
  WHERE p.status = 'active' AND p.email IS NOT NULL AND EXISTS (
    SELECT FROM role_grants g WHERE g.person_id = p.id AND g.role = 'owner' AND g.scope = 'all' AND g.revoked_at IS NULL)
$$;
--> statement-breakpoint
-- A standing owner of the whole company who can sign in: the last one stays, whoever asks and whatever rows they see.
CREATE FUNCTION company_has_owner() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM role_grants g JOIN people p ON p.id = g.person_id
    WHERE g.role = 'owner' AND g.scope = 'all' AND g.kind = 'standing' AND g.revoked_at IS NULL AND g.expires_at IS NULL
      AND p.status = 'active')
$$;
