CREATE TABLE `body` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`place` text,
	`search_key` text NOT NULL,
	`region` text NOT NULL,
	`provinces` text NOT NULL,
	`istat_code` text,
	`residents` integer,
	`residents_date` text,
	`residents_source` text,
	`mountain` integer NOT NULL,
	`island` integer NOT NULL,
	`born_from_merger` integer NOT NULL,
	`valid_from` text,
	`valid_to` text,
	`successor_id` text,
	`fictional` integer NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `body_istat_code` ON `body` (`istat_code`);--> statement-breakpoint
CREATE INDEX `body_region` ON `body` (`region`);--> statement-breakpoint
CREATE TABLE `body_member` (
	`union_id` text NOT NULL,
	`member_id` text NOT NULL,
	`functions` text NOT NULL,
	`valid_from` text,
	`valid_to` text,
	PRIMARY KEY(`union_id`, `member_id`)
);
--> statement-breakpoint
CREATE INDEX `body_member_member` ON `body_member` (`member_id`);