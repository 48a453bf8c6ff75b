-- What can be found: the words as they were written, for excerpts, and their stems, made by the application. The index
-- keeps no copy of the stems; an entry's place is its row there, which VACUUM does not change.
CREATE TABLE search_entry (
  place INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  reach TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX search_entry_entity ON search_entry (kind, entity_id);
--> statement-breakpoint
CREATE VIRTUAL TABLE search_stem USING fts5(title, text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
