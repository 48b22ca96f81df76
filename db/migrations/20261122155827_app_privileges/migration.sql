-- What requests may do to which table at all; row-level security decides about the rows. A table that is not named here or
-- in a later migration is closed to them.
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM tincture_app;
--> statement-breakpoint
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM tincture_app;
--> statement-breakpoint
-- The catalogue: everybody reads it, imports and price changes write it.
GRANT SELECT ON brands, media, milestones, passages, remedies, remedy_names, stock_levels, stores, tax_rates TO tincture_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON batches, imports, prices, products, translations, variants TO tincture_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON product_cards, product_ingredients TO tincture_app;
--> statement-breakpoint
-- Business records are added to and changed, never deleted; stock is written by its StockRoom alone.
GRANT SELECT, INSERT, UPDATE ON orders, order_lines, order_timeline, payments, messages TO tincture_app;
--> statement-breakpoint
GRANT SELECT ON stock_movements TO tincture_app;
--> statement-breakpoint
-- The roll-up is emptied and computed anew.
GRANT SELECT, INSERT, UPDATE, DELETE ON sales_by_day TO tincture_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON people, dealers, licences, custom_roles, role_grants, invitations, api_keys TO tincture_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON addresses, webhook_endpoints, webhook_deliveries, webhook_attempts TO tincture_app;
--> statement-breakpoint
-- Only ever added to.
GRANT SELECT, INSERT ON consents, audit_log TO tincture_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON events TO tincture_app;
--> statement-breakpoint
-- A replay forgets that a consumer has handled an event.
GRANT SELECT, INSERT, DELETE ON inbox TO tincture_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON dead_letters TO tincture_app;
