-- The log is append-only: whatever writes to this database, an entry stays as it was.
CREATE TRIGGER event_keeps_entries BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER event_keeps_all BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
