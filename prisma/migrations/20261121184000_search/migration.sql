-- What is looked for inside messages: a bounded copy of the fields of body and attributes, apart from the sealed original,
-- and only of queues that are captured whole.

DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE EXCEPTION 'The extension pg_trgm is missing and this role may not create it.'
    USING HINT = 'Let an administrator run CREATE EXTENSION pg_trgm in this database once, then migrate again.';
END $$;

CREATE TABLE "message_projection" (
    "message_row_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "queue_id" TEXT NOT NULL,
    "body" JSONB,
    "attributes" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "message_projection_pkey" PRIMARY KEY ("message_row_id")
);
CREATE INDEX message_projection_body_idx ON message_projection USING gin (body jsonb_path_ops);
CREATE INDEX message_projection_attributes_idx ON message_projection USING gin (attributes jsonb_path_ops);
CREATE INDEX failed_message_error_text_idx ON failed_message USING gin (error_text gin_trgm_ops);
CREATE INDEX failed_message_seen_idx ON failed_message (first_seen_at DESC, id DESC);
CREATE INDEX failed_message_queue_seen_idx ON failed_message (queue_id, first_seen_at DESC, id DESC);

CREATE TABLE "saved_view" (
    "id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "owner_name" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "is_shared" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "saved_view_owner_id_place_name_key" ON "saved_view"("owner_id", "place", "name");
ALTER TABLE saved_view ADD CONSTRAINT saved_view_place CHECK (place IN ('failures', 'messages'));

GRANT SELECT ON message_projection TO dlo_web;
GRANT SELECT, INSERT, DELETE ON message_projection TO dlo_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON saved_view TO dlo_web;
