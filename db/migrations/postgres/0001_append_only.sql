-- The log is append-only: whatever writes to this database, an entry stays as it was.
CREATE FUNCTION event_keeps_entries() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$;
--> statement-breakpoint
CREATE TRIGGER event_keeps_entries BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION event_keeps_entries();
--> statement-breakpoint
CREATE TRIGGER event_keeps_all BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION event_keeps_entries();
