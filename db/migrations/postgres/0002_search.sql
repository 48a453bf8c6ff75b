-- What can be found: the words as they were written, for excerpts, and their stems, made by the application and stored
-- as they are ('simple'), so that both databases find the same.
CREATE TABLE search_entry (
  place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  entity_id text NOT NULL,
  session_id text NOT NULL,
  reach text NOT NULL,
  title text NOT NULL,
  text text NOT NULL,
  stems tsvector NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX search_entry_entity ON search_entry (kind, entity_id);
--> statement-breakpoint
CREATE INDEX search_entry_stems ON search_entry USING gin (stems);
