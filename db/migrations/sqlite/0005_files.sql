CREATE TABLE `file` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`question_id` text NOT NULL,
	`actor_id` text NOT NULL,
	`body_id` text,
	`type` text NOT NULL,
	`size` integer NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `file_session` ON `file` (`session_id`);--> statement-breakpoint
CREATE INDEX `file_at` ON `file` (`at`);--> statement-breakpoint
CREATE TABLE `file_part` (
	`file_id` text NOT NULL,
	`place` integer NOT NULL,
	`content` blob NOT NULL,
	PRIMARY KEY(`file_id`, `place`)
);
