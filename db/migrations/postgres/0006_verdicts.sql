CREATE TABLE "verdict" (
	"answer_id" text NOT NULL,
	"actor_id" text NOT NULL,
	"session_id" text NOT NULL,
	"body_id" text,
	"helps" boolean NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "verdict_answer_id_actor_id_pk" PRIMARY KEY("answer_id","actor_id")
);
--> statement-breakpoint
CREATE INDEX "verdict_session" ON "verdict" USING btree ("session_id");