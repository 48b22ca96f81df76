CREATE TABLE "value_accounts" (
	"id" uuid PRIMARY KEY,
	"kind" text NOT NULL,
	"person_id" uuid,
	"dealer_id" uuid,
	"code_hash" text,
	"code_last4" text,
	"limit_paise" bigint NOT NULL,
	"issued_paise" bigint NOT NULL,
	"blocked_for" text,
	"expires_at" timestamp with time zone,
	"issue_key" text,
	"issue_hash" text,
	"reason" text NOT NULL,
	"issued_by" text NOT NULL,
	"issued_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "value_accounts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "value_entries" (
	"account_id" uuid,
	"sequence" integer,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"amount_paise" bigint NOT NULL,
	"balance_paise" bigint NOT NULL,
	"reference" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "value_entries_pkey" PRIMARY KEY("account_id","sequence")
);
--> statement-breakpoint
ALTER TABLE "value_entries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE UNIQUE INDEX "value_accounts_code" ON "value_accounts" ("code_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "value_accounts_issue" ON "value_accounts" ("issue_key");--> statement-breakpoint
CREATE UNIQUE INDEX "value_accounts_person" ON "value_accounts" ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "value_accounts_dealer" ON "value_accounts" ("dealer_id");--> statement-breakpoint
CREATE INDEX "value_accounts_issued" ON "value_accounts" ("issued_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "value_entries_reference" ON "value_entries" ("reference");--> statement-breakpoint
ALTER TABLE "value_entries" ADD CONSTRAINT "value_entries_account_id_value_accounts_id_fkey" FOREIGN KEY ("account_id") REFERENCES "value_accounts"("id");--> statement-breakpoint
CREATE POLICY "value_accounts_read" ON "value_accounts" AS PERMISSIVE FOR SELECT TO "tincture_app" USING (((select app_sees_everything()) or (select app_is_staff()) or person_id = (select app_person_id()) or code_hash = (select app_order_token())));--> statement-breakpoint
CREATE POLICY "value_accounts_write" ON "value_accounts" AS PERMISSIVE FOR ALL TO "tincture_app" USING (((select app_sees_everything()) or (kind = 'store_credit' and (select app_is_staff())))) WITH CHECK (((select app_sees_everything()) or (kind = 'store_credit' and (select app_is_staff()))));--> statement-breakpoint
CREATE POLICY "value_entries_read" ON "value_entries" AS PERMISSIVE FOR SELECT TO "tincture_app" USING ((exists (select 1 from value_accounts a where a.id = account_id)));--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON value_accounts TO tincture_app;
--> statement-breakpoint
GRANT SELECT ON value_entries TO tincture_app;
