CREATE TABLE `notice_choice` (
	`person_id` text NOT NULL,
	`matter` text NOT NULL,
	`on` integer NOT NULL,
	`chosen_at` integer NOT NULL,
	PRIMARY KEY(`person_id`, `matter`)
);
--> statement-breakpoint
ALTER TABLE `job` ADD `begun_at` integer;