CREATE TABLE "notice_choice" (
	"person_id" text NOT NULL,
	"matter" text NOT NULL,
	"on" boolean NOT NULL,
	"chosen_at" bigint NOT NULL,
	CONSTRAINT "notice_choice_person_id_matter_pk" PRIMARY KEY("person_id","matter")
);
--> statement-breakpoint
ALTER TABLE "job" ADD COLUMN "begun_at" bigint;