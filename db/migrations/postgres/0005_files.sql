CREATE TABLE "file" (
	"id" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"question_id" text NOT NULL,
	"actor_id" text NOT NULL,
	"body_id" text,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "file_part" (
	"file_id" text NOT NULL,
	"place" integer NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "file_part_file_id_place_pk" PRIMARY KEY("file_id","place")
);
--> statement-breakpoint
CREATE INDEX "file_session" ON "file" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "file_at" ON "file" USING btree ("at");