CREATE TABLE `verdict` (
	`answer_id` text NOT NULL,
	`actor_id` text NOT NULL,
	`session_id` text NOT NULL,
	`body_id` text,
	`helps` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`answer_id`, `actor_id`)
);
--> statement-breakpoint
CREATE INDEX `verdict_session` ON `verdict` (`session_id`);