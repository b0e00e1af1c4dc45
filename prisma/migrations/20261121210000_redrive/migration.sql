-- What a plan freezes for each message: where it goes, the group it belongs to, and the edited body that goes out instead.
ALTER TABLE plan_item ADD COLUMN destination_arn text, ADD COLUMN group_id text, ADD COLUMN edit_id text, ADD COLUMN edited_sha256 text;
ALTER TABLE run_item ADD COLUMN destination_arn text, ADD COLUMN group_id text, ADD COLUMN edit_id text, ADD COLUMN edited_sha256 text;

-- The stage that is open, and the rate that is asked for now: both may change while the run goes on.
ALTER TABLE run ADD COLUMN stage integer NOT NULL DEFAULT 1, ADD COLUMN rate_per_second double precision;

-- How often a message, under whatever id, came back from a redrive.
ALTER TABLE failed_message ADD COLUMN bounce_count integer NOT NULL DEFAULT 0;
ALTER TABLE failure_class ADD COLUMN bounce_count integer NOT NULL DEFAULT 0;
