CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
-- Meaning-based search needs pgvector; a Postgres without it still sells.
DO $$ BEGIN
  CREATE EXTENSION IF NOT EXISTS vector;
EXCEPTION WHEN OTHERS THEN
  RAISE NOTICE 'pgvector is not installed: search by meaning stays off';
END $$;
