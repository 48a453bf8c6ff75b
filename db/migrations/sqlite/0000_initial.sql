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
CREATE INDEX `body_member_member` ON `body_member` (`member_id`);--> statement-breakpoint
CREATE TABLE `actor` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text,
	`device_id` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `actor_person` ON `actor` (`person_id`);--> statement-breakpoint
CREATE TABLE `command` (
	`actor_id` text NOT NULL,
	`key` text NOT NULL,
	`log_id` text NOT NULL,
	`payload_hash` text,
	`result` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`actor_id`, `key`)
);
--> statement-breakpoint
CREATE TABLE `event` (
	`log_id` text NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`entity` text NOT NULL,
	`entity_id` text NOT NULL,
	`data` text NOT NULL,
	`text_rev` integer,
	`audience` text NOT NULL,
	`actor_id` text NOT NULL,
	`at` integer NOT NULL,
	`commitment` text,
	`prev_hash` text NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`log_id`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `job` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`payload` text NOT NULL,
	`run_at` integer NOT NULL,
	`attempts` integer NOT NULL,
	`lease_until` integer,
	`done_at` integer,
	`failed` integer NOT NULL,
	`last_error` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `job_key` ON `job` (`kind`,`key`);--> statement-breakpoint
CREATE INDEX `job_due` ON `job` (`done_at`,`run_at`);--> statement-breakpoint
CREATE TABLE `log` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`next_seq` integer NOT NULL,
	`last_at` integer NOT NULL,
	`head_hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `text_rev` (
	`entity_id` text NOT NULL,
	`rev` integer NOT NULL,
	`log_id` text NOT NULL,
	`text` text,
	`salt` text,
	`actor_id` text NOT NULL,
	`command_key` text NOT NULL,
	`erased_at` integer,
	PRIMARY KEY(`entity_id`, `rev`)
);
--> statement-breakpoint
CREATE INDEX `text_rev_log` ON `text_rev` (`log_id`);--> statement-breakpoint
CREATE TABLE `account` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`person_id` text NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`password` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `account_person` ON `account` (`person_id`);--> statement-breakpoint
CREATE TABLE `edition` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`regions` text NOT NULL,
	`max_population` integer NOT NULL,
	`population_reference_date` text NOT NULL,
	`opened_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `grant` (
	`id` text PRIMARY KEY NOT NULL,
	`edition_id` text NOT NULL,
	`person_id` text NOT NULL,
	`role` text NOT NULL,
	`scope` text NOT NULL,
	`office` text,
	`granted_at` integer NOT NULL,
	`revoked_at` integer,
	`changed_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `grant_person` ON `grant` (`edition_id`,`person_id`);--> statement-breakpoint
CREATE TABLE `login` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`token` text NOT NULL,
	`expires_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `login_token` ON `login` (`token`);--> statement-breakpoint
CREATE INDEX `login_person` ON `login` (`person_id`);--> statement-breakpoint
CREATE TABLE `pass` (
	`id` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`session_id` text NOT NULL,
	`issued_at` integer NOT NULL,
	`revoked_at` integer,
	`changed_seq` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `pass_hash` ON `pass` (`hash`);--> statement-breakpoint
CREATE INDEX `pass_session` ON `pass` (`session_id`);--> statement-breakpoint
CREATE TABLE `person` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer NOT NULL,
	`image` text,
	`locale` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `person_email` ON `person` (`email`);--> statement-breakpoint
CREATE TABLE `token` (
	`id` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`person_id` text NOT NULL,
	`purpose` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `token_hash` ON `token` (`hash`);--> statement-breakpoint
CREATE TABLE `verification` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `verification_identifier` ON `verification` (`identifier`);--> statement-breakpoint
CREATE TABLE `follow` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`changed_seq` integer NOT NULL,
	`question_id` text NOT NULL,
	`actor_id` text NOT NULL,
	`on` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `follow_session` ON `follow` (`session_id`);--> statement-breakpoint
CREATE TABLE `message` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`changed_seq` integer NOT NULL,
	`question_id` text NOT NULL,
	`kind` text NOT NULL,
	`actor_id` text NOT NULL,
	`to_actor_id` text NOT NULL,
	`to_body_id` text,
	`at` integer NOT NULL,
	`text_rev` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `message_session` ON `message` (`session_id`);--> statement-breakpoint
CREATE TABLE `question` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`changed_seq` integer NOT NULL,
	`number` text NOT NULL,
	`actor_id` text NOT NULL,
	`body` text,
	`asker_role` text,
	`shown` text NOT NULL,
	`theme_id` text NOT NULL,
	`topic_id` text NOT NULL,
	`status` text NOT NULL,
	`step` text NOT NULL,
	`work_item_id` text NOT NULL,
	`own_item_id` text NOT NULL,
	`joined_to` text,
	`joined_to_number` text,
	`answer_id` text,
	`reason` text,
	`asked_at` integer NOT NULL,
	`status_at` integer NOT NULL,
	`deadline` text,
	`parked_until` integer,
	`admitted` integer NOT NULL,
	`edited_by` text,
	`follow_ups` integer NOT NULL,
	`bodies` integer NOT NULL,
	`persons` integer NOT NULL,
	`followers` integer NOT NULL,
	`carried_to` text,
	`carried_from` text,
	`split_from` text,
	`text_rev` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `question_session` ON `question` (`session_id`);--> statement-breakpoint
CREATE INDEX `question_actor` ON `question` (`actor_id`);--> statement-breakpoint
CREATE TABLE `vote` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`changed_seq` integer NOT NULL,
	`question_id` text NOT NULL,
	`actor_id` text NOT NULL,
	`body_id` text,
	`on` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `vote_session` ON `vote` (`session_id`);--> statement-breakpoint
CREATE TABLE `announcement` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`changed_seq` integer NOT NULL,
	`on` integer NOT NULL,
	`at` integer NOT NULL,
	`until` integer NOT NULL,
	`text_rev` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `announcement_session` ON `announcement` (`session_id`);--> statement-breakpoint
CREATE TABLE `draft` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`kind` text NOT NULL,
	`actor_id` text NOT NULL,
	`item_id` text,
	`rev` integer NOT NULL,
	`content` text NOT NULL,
	`digest` text NOT NULL,
	`first_held_at` integer NOT NULL,
	`saved_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `draft_session` ON `draft` (`session_id`,`actor_id`);--> statement-breakpoint
CREATE TABLE `mute` (
	`id` text NOT NULL,
	`session_id` text NOT NULL,
	`changed_seq` integer NOT NULL,
	`on` integer NOT NULL,
	`until` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mute_id` ON `mute` (`session_id`,`id`);--> statement-breakpoint
CREATE TABLE `queue` (
	`id` text NOT NULL,
	`session_id` text NOT NULL,
	`changed_seq` integer NOT NULL,
	`order` text NOT NULL,
	`asked` integer NOT NULL,
	`answered` integer NOT NULL,
	`open` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `queue_id` ON `queue` (`session_id`,`id`);--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`changed_seq` integer NOT NULL,
	`edition_id` text NOT NULL,
	`code` text NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`phase` text NOT NULL,
	`paused` integer NOT NULL,
	`held` integer NOT NULL,
	`opens_at` integer NOT NULL,
	`live_at` integer NOT NULL,
	`closes_at` integer NOT NULL,
	`break_from` integer,
	`break_to` integer,
	`visibility` text NOT NULL,
	`admission` text NOT NULL,
	`rehearsal` integer NOT NULL,
	`theme_ids` text NOT NULL,
	`asks_per_person` integer NOT NULL,
	`asks_per_body` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `session_code` ON `session` (`edition_id`,`code`);--> statement-breakpoint
CREATE TABLE `theme` (
	`id` text PRIMARY KEY NOT NULL,
	`edition_id` text NOT NULL,
	`label` text NOT NULL,
	`place` integer NOT NULL,
	`review` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `topic` (
	`id` text PRIMARY KEY NOT NULL,
	`edition_id` text NOT NULL,
	`theme_id` text NOT NULL,
	`code` text NOT NULL,
	`label` text NOT NULL,
	`short_label` text NOT NULL,
	`place` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `answer` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`changed_seq` integer NOT NULL,
	`work_item_id` text NOT NULL,
	`question_ids` text NOT NULL,
	`status` text NOT NULL,
	`reach` text NOT NULL,
	`reach_body_id` text,
	`topic_id` text NOT NULL,
	`author_id` text NOT NULL,
	`reviewer_id` text,
	`rev` integer NOT NULL,
	`pending_rev` integer,
	`published_revs` text NOT NULL,
	`published_at` integer,
	`corrected_at` integer,
	`text_rev` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `answer_session` ON `answer` (`session_id`);--> statement-breakpoint
CREATE TABLE `note` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`changed_seq` integer NOT NULL,
	`work_item_id` text NOT NULL,
	`kind` text NOT NULL,
	`actor_id` text NOT NULL,
	`mentions` text NOT NULL,
	`at` integer NOT NULL,
	`text_rev` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `note_session` ON `note` (`session_id`);--> statement-breakpoint
CREATE TABLE `work_item` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`changed_seq` integer NOT NULL,
	`lead_id` text NOT NULL,
	`lead_number` text NOT NULL,
	`question_ids` text NOT NULL,
	`theme_id` text NOT NULL,
	`topic_id` text NOT NULL,
	`status` text NOT NULL,
	`outcome` text,
	`holder` text,
	`lease_until` integer,
	`lease_left_ms` integer,
	`return_to` text,
	`reviewer` text,
	`queued_at` integer,
	`parked_until` integer,
	`deadline` text,
	`answer_id` text,
	`notes` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `work_item_session` ON `work_item` (`session_id`);