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
CREATE UNIQUE INDEX "body_istat_code" ON "body" USING btree ("istat_code");--> statement-breakpoint
CREATE INDEX "body_region" ON "body" USING btree ("region");--> statement-breakpoint
CREATE INDEX "body_member_member" ON "body_member" USING btree ("member_id");