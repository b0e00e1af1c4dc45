-- Edited copies of messages: the originals stay as they are. A set is one edit over one message or many of one queue.

-- The recipe says which places were changed and how, never with the values themselves: those lie sealed in the copies.
CREATE TABLE "edit_set" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "queue_id" TEXT NOT NULL,
    "class_id" TEXT,
    "recipe" JSONB NOT NULL,
    "has_trace" BOOLEAN NOT NULL,
    "sensitive_names" TEXT[] NOT NULL,
    "selected_count" INTEGER NOT NULL,
    "edited_count" INTEGER NOT NULL,
    "unchanged_count" INTEGER NOT NULL,
    "failed_count" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "made_by" TEXT NOT NULL,
    "made_by_name" TEXT NOT NULL,
    "made_by_person" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "edit_set_pkey" PRIMARY KEY ("id")
);

-- One edited copy. `edited_sha256` is of its body, `whole_sha256` of body and attributes. Erasing the message takes the sealed
-- copy and the places; hashes and size stay.
CREATE TABLE "message_edit" (
    "id" TEXT NOT NULL,
    "edit_set_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "message_row_id" TEXT NOT NULL,
    "body_id" TEXT,
    "original_sha256" TEXT NOT NULL,
    "edited_sha256" TEXT NOT NULL,
    "whole_sha256" TEXT NOT NULL,
    "edited_bytes" INTEGER NOT NULL,
    "attribute_count" INTEGER NOT NULL,
    "changed_paths" TEXT[] NOT NULL,
    "has_trace" BOOLEAN NOT NULL,
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_edit_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "message_edit_edit_set_id_position_idx" ON "message_edit"("edit_set_id", "position");
CREATE INDEX "message_edit_message_row_id_idx" ON "message_edit"("message_row_id");
CREATE INDEX message_edit_body_id_idx ON message_edit (body_id) WHERE body_id IS NOT NULL;

GRANT SELECT ON edit_set, message_edit TO dlo_web, dlo_worker;
GRANT INSERT ON edit_set, message_edit TO dlo_web;
-- The web process seals what a person edited, under a data key that is there already; it changes and deletes no body.
GRANT INSERT ON message_body TO dlo_web;
GRANT UPDATE (body_id, changed_paths, erased_at) ON message_edit TO dlo_worker;
