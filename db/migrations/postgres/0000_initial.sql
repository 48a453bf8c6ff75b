CREATE TABLE "body" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"place" text,
	"search_key" text NOT NULL,
	"region" text NOT NULL,
	"provinces" jsonb NOT NULL,
	"istat_code" text,
	"residents" integer,
	"residents_date" text,
	"residents_source" text,
	"mountain" boolean NOT NULL,
	"island" boolean NOT NULL,
	"born_from_merger" boolean NOT NULL,
	"valid_from" text,
	"valid_to" text,
	"successor_id" text,
	"fictional" boolean NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "body_member" (
	"union_id" text NOT NULL,
	"member_id" text NOT NULL,
	"functions" jsonb NOT NULL,
	"valid_from" text,
	"valid_to" text,
	CONSTRAINT "body_member_union_id_member_id_pk" PRIMARY KEY("union_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "actor" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text,
	"device_id" text,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "command" (
	"actor_id" text NOT NULL,
	"key" text NOT NULL,
	"log_id" text NOT NULL,
	"payload_hash" text,
	"result" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "command_actor_id_key_pk" PRIMARY KEY("actor_id","key")
);
--> statement-breakpoint
CREATE TABLE "event" (
	"log_id" text NOT NULL,
	"seq" bigint NOT NULL,
	"kind" text NOT NULL,
	"entity" text NOT NULL,
	"entity_id" text NOT NULL,
	"data" text NOT NULL,
	"text_rev" integer,
	"audience" text NOT NULL,
	"actor_id" text NOT NULL,
	"at" bigint NOT NULL,
	"commitment" text,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "event_log_id_seq_pk" PRIMARY KEY("log_id","seq")
);
--> statement-breakpoint
CREATE TABLE "job" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"payload" jsonb NOT NULL,
	"run_at" bigint NOT NULL,
	"attempts" integer NOT NULL,
	"lease_until" bigint,
	"done_at" bigint,
	"failed" boolean NOT NULL,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "log" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"next_seq" bigint NOT NULL,
	"last_at" bigint NOT NULL,
	"head_hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "text_rev" (
	"entity_id" text NOT NULL,
	"rev" integer NOT NULL,
	"log_id" text NOT NULL,
	"text" text,
	"salt" text,
	"actor_id" text NOT NULL,
	"command_key" text NOT NULL,
	"erased_at" bigint,
	CONSTRAINT "text_rev_entity_id_rev_pk" PRIMARY KEY("entity_id","rev")
);
--> statement-breakpoint
CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"person_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "edition" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"regions" jsonb NOT NULL,
	"max_population" integer NOT NULL,
	"population_reference_date" text NOT NULL,
	"opened_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "grant" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"scope" text NOT NULL,
	"office" text,
	"granted_at" bigint NOT NULL,
	"revoked_at" bigint,
	"changed_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "login" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pass" (
	"id" text PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"session_id" text NOT NULL,
	"issued_at" bigint NOT NULL,
	"revoked_at" bigint,
	"changed_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean NOT NULL,
	"image" text,
	"locale" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "token" (
	"id" text PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"person_id" text NOT NULL,
	"purpose" text NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "follow" (
	"id" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"changed_seq" bigint NOT NULL,
	"question_id" text NOT NULL,
	"actor_id" text NOT NULL,
	"on" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "message" (
	"id" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"changed_seq" bigint NOT NULL,
	"question_id" text NOT NULL,
	"kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"to_actor_id" text NOT NULL,
	"to_body_id" text,
	"at" bigint NOT NULL,
	"text_rev" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "question" (
	"id" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"changed_seq" bigint NOT NULL,
	"number" text NOT NULL,
	"actor_id" text NOT NULL,
	"body" jsonb,
	"asker_role" text,
	"shown" text NOT NULL,
	"theme_id" text NOT NULL,
	"topic_id" text NOT NULL,
	"status" text NOT NULL,
	"step" text NOT NULL,
	"work_item_id" text NOT NULL,
	"own_item_id" text NOT NULL,
	"joined_to" text,
	"joined_to_number" text,
	"answer_id" text,
	"reason" text,
	"asked_at" bigint NOT NULL,
	"status_at" bigint NOT NULL,
	"deadline" text,
	"parked_until" bigint,
	"admitted" boolean NOT NULL,
	"edited_by" text,
	"follow_ups" integer NOT NULL,
	"bodies" integer NOT NULL,
	"persons" integer NOT NULL,
	"followers" integer NOT NULL,
	"carried_to" text,
	"carried_from" text,
	"split_from" text,
	"text_rev" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vote" (
	"id" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"changed_seq" bigint NOT NULL,
	"question_id" text NOT NULL,
	"actor_id" text NOT NULL,
	"body_id" text,
	"on" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "announcement" (
	"id" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"changed_seq" bigint NOT NULL,
	"on" boolean NOT NULL,
	"at" bigint NOT NULL,
	"until" bigint NOT NULL,
	"text_rev" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "draft" (
	"id" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"item_id" text,
	"rev" integer NOT NULL,
	"content" jsonb NOT NULL,
	"digest" text NOT NULL,
	"first_held_at" bigint NOT NULL,
	"saved_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mute" (
	"id" text NOT NULL,
	"session_id" text NOT NULL,
	"changed_seq" bigint NOT NULL,
	"on" boolean NOT NULL,
	"until" bigint
);
--> statement-breakpoint
CREATE TABLE "queue" (
	"id" text NOT NULL,
	"session_id" text NOT NULL,
	"changed_seq" bigint NOT NULL,
	"order" jsonb NOT NULL,
	"asked" integer NOT NULL,
	"answered" integer NOT NULL,
	"open" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"changed_seq" bigint NOT NULL,
	"edition_id" text NOT NULL,
	"code" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"phase" text NOT NULL,
	"paused" boolean NOT NULL,
	"held" boolean NOT NULL,
	"opens_at" bigint NOT NULL,
	"live_at" bigint NOT NULL,
	"closes_at" bigint NOT NULL,
	"break_from" bigint,
	"break_to" bigint,
	"visibility" text NOT NULL,
	"admission" text NOT NULL,
	"rehearsal" boolean NOT NULL,
	"theme_ids" jsonb NOT NULL,
	"asks_per_person" integer NOT NULL,
	"asks_per_body" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "theme" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"label" text NOT NULL,
	"place" integer NOT NULL,
	"review" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "topic" (
	"id" text PRIMARY KEY NOT NULL,
	"edition_id" text NOT NULL,
	"theme_id" text NOT NULL,
	"code" text NOT NULL,
	"label" text NOT NULL,
	"short_label" text NOT NULL,
	"place" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "answer" (
	"id" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"changed_seq" bigint NOT NULL,
	"work_item_id" text NOT NULL,
	"question_ids" jsonb NOT NULL,
	"status" text NOT NULL,
	"reach" text NOT NULL,
	"reach_body_id" text,
	"topic_id" text NOT NULL,
	"author_id" text NOT NULL,
	"reviewer_id" text,
	"rev" integer NOT NULL,
	"pending_rev" integer,
	"published_revs" jsonb NOT NULL,
	"published_at" bigint,
	"corrected_at" bigint,
	"text_rev" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "note" (
	"id" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"changed_seq" bigint NOT NULL,
	"work_item_id" text NOT NULL,
	"kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"mentions" jsonb NOT NULL,
	"at" bigint NOT NULL,
	"text_rev" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "work_item" (
	"id" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"changed_seq" bigint NOT NULL,
	"lead_id" text NOT NULL,
	"lead_number" text NOT NULL,
	"question_ids" jsonb NOT NULL,
	"theme_id" text NOT NULL,
	"topic_id" text NOT NULL,
	"status" text NOT NULL,
	"outcome" text,
	"holder" text,
	"lease_until" bigint,
	"lease_left_ms" integer,
	"return_to" text,
	"reviewer" text,
	"queued_at" bigint,
	"parked_until" bigint,
	"deadline" text,
	"answer_id" text,
	"notes" integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "body_istat_code" ON "body" USING btree ("istat_code");--> statement-breakpoint
CREATE INDEX "body_region" ON "body" USING btree ("region");--> statement-breakpoint
CREATE INDEX "body_member_member" ON "body_member" USING btree ("member_id");--> statement-breakpoint
CREATE UNIQUE INDEX "actor_person" ON "actor" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "job_key" ON "job" USING btree ("kind","key");--> statement-breakpoint
CREATE INDEX "job_due" ON "job" USING btree ("done_at","run_at");--> statement-breakpoint
CREATE INDEX "text_rev_log" ON "text_rev" USING btree ("log_id");--> statement-breakpoint
CREATE INDEX "account_person" ON "account" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "grant_person" ON "grant" USING btree ("edition_id","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "login_token" ON "login" USING btree ("token");--> statement-breakpoint
CREATE INDEX "login_person" ON "login" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "pass_hash" ON "pass" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "pass_session" ON "pass" USING btree ("session_id");--> statement-breakpoint
CREATE UNIQUE INDEX "person_email" ON "person" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "token_hash" ON "token" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "verification_identifier" ON "verification" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "follow_session" ON "follow" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "message_session" ON "message" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "question_session" ON "question" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "question_actor" ON "question" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "vote_session" ON "vote" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "announcement_session" ON "announcement" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "draft_session" ON "draft" USING btree ("session_id","actor_id");--> statement-breakpoint
CREATE UNIQUE INDEX "mute_id" ON "mute" USING btree ("session_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "queue_id" ON "queue" USING btree ("session_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "session_code" ON "session" USING btree ("edition_id","code");--> statement-breakpoint
CREATE INDEX "answer_session" ON "answer" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "note_session" ON "note" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "work_item_session" ON "work_item" USING btree ("session_id");