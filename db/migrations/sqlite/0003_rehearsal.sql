CREATE TABLE `rehearsal` (
	`session_id` text PRIMARY KEY NOT NULL,
	`started_by` text NOT NULL,
	`ends_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `synthetic` (
	`actor_id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`role` text NOT NULL,
	`body_id` text,
	`token_hash` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `synthetic_token` ON `synthetic` (`token_hash`);--> statement-breakpoint
CREATE INDEX `synthetic_session` ON `synthetic` (`session_id`);