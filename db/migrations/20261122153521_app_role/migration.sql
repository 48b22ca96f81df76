-- The role that every request of the gateway takes on (db/record-scope.ts): row-level security holds for it, and it can
-- change rows but no tables. The login that owns the tables is a member, so that it may step down to it.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tincture_app') THEN CREATE ROLE tincture_app NOLOGIN; END IF;
END $$;
--> statement-breakpoint
GRANT tincture_app TO CURRENT_USER;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO tincture_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO tincture_app;
--> statement-breakpoint
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO tincture_app;
--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO tincture_app;
