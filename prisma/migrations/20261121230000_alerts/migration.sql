
-- What people are told, by which channel, and what they answered.

-- A channel: where to and how. The secret is sealed for this very row. `off_reason` says why we switched it off ourselves.
CREATE TABLE "channel" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "config" JSONB NOT NULL,
    "secret_nonce" BYTEA,
    "secret_sealed" BYTEA,
    "is_on" BOOLEAN NOT NULL DEFAULT true,
    "off_reason" TEXT,
    "off_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by_name" TEXT,
    "delivered_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "failure" TEXT,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "channel_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "channel_name" ON "channel"("name") WHERE removed_at IS NULL;

-- One incident is one alert. Who sees one of its reasons sees it, with those reasons alone.
CREATE TABLE "alert" (
    "id" TEXT NOT NULL,
    "number" BIGSERIAL NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "severity" TEXT NOT NULL,
    "mute" TEXT,
    "mute_reason" TEXT,
    "route" TEXT,
    "owner" TEXT,
    "team" TEXT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "paged_at" TIMESTAMPTZ(3),
    "told_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by" TEXT,
    "acknowledged_via" TEXT,
    "resolved_at" TIMESTAMPTZ(3),
    "noise_at" TIMESTAMPTZ(3),
    "noise_by" TEXT,
    "noise_reason" TEXT,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "alert_number_key" ON "alert"("number");
CREATE INDEX "alert_open" ON "alert"("opened_at") WHERE resolved_at IS NULL;
CREATE INDEX "alert_opened_at_idx" ON "alert"("opened_at" DESC);
ALTER TABLE alert ADD CONSTRAINT alert_state CHECK (state IN ('open', 'acknowledged', 'resolved'));
ALTER TABLE alert ADD CONSTRAINT alert_severity CHECK (severity IN ('page', 'notify'));

-- A condition that holds, or held, about one subject. The account is "" for what concerns the whole installation.
CREATE TABLE "alert_reason" (
    "id" BIGSERIAL NOT NULL,
    "alert_id" TEXT NOT NULL,
    "condition" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "subject_name" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT,
    "arn" TEXT,
    "queue_id" TEXT,
    "class_id" TEXT,
    "pipeline_ids" TEXT[] NOT NULL DEFAULT '{}',
    "ties" TEXT[] NOT NULL DEFAULT '{}',
    "sentence" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_reason_pkey" PRIMARY KEY ("id")
);
-- Two workers that judge at once open one.
CREATE UNIQUE INDEX "alert_reason_open" ON "alert_reason"("condition", "subject_kind", "subject_id") WHERE resolved_at IS NULL;
CREATE INDEX "alert_reason_alert_id_idx" ON "alert_reason"("alert_id");
CREATE INDEX "alert_reason_class_id_idx" ON "alert_reason"("class_id");

-- What happened to an alert. Append-only.
CREATE TABLE "alert_event" (
    "id" BIGSERIAL NOT NULL,
    "alert_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "by_name" TEXT,
    "note" TEXT,
    "account_id" TEXT,

    CONSTRAINT "alert_event_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "alert_event_alert_id_idx" ON "alert_event"("alert_id");

-- One message for one channel, committed with what it tells of and sent after. `document` is what the channel was told.
CREATE TABLE "notification" (
    "id" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL,
    "alert_id" TEXT,
    "review_id" TEXT,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "document" JSONB NOT NULL,
    "queued_at" TIMESTAMPTZ(3) NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "worker" TEXT,
    "sending_until" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "failure" TEXT,
    "external_id" TEXT,
    "external_url" TEXT,
    "replay_of" TEXT,

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "notification_due" ON "notification"("next_at") WHERE state IN ('waiting', 'sending');
CREATE INDEX "notification_channel_id_queued_at_idx" ON "notification"("channel_id", "queued_at" DESC);
CREATE INDEX "notification_alert_id_idx" ON "notification"("alert_id");

-- Nobody is told of what matches, from `from_at` until `until_at`. A maintenance window is one that was planned.
CREATE TABLE "silence" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "match" JSONB NOT NULL,
    "account_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,

    CONSTRAINT "silence_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "silence_until_at_idx" ON "silence"("until_at");

-- An issue in somebody else's tracker that was made from a class.
CREATE TABLE "issue_link" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "class_id" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL,
    "external_id" TEXT,
    "url" TEXT,
    "state" TEXT NOT NULL,
    "failure" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "issue_link_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "issue_link_class_id_idx" ON "issue_link"("class_id");

-- The state of a class or an incident, frozen when somebody handed it over.
CREATE TABLE "capsule" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "note" TEXT,
    "document" JSONB NOT NULL,
    "markdown" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "capsule_pkey" PRIMARY KEY ("id")
);

-- States of the customer's own CloudWatch alarms on what we watch.
CREATE TABLE "alarm_state" (
    "arn" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "resource_arn" TEXT,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "changed_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alarm_state_pkey" PRIMARY KEY ("arn")
);
CREATE INDEX "alarm_state_account_id_region_idx" ON "alarm_state"("account_id", "region");

DO $$
DECLARE
  through record;
BEGIN
  FOR through IN
    SELECT * FROM (VALUES
      ('alert', 'EXISTS (SELECT 1 FROM alert_reason r WHERE r.alert_id = alert.id)'),
      ('alert_event', 'EXISTS (SELECT 1 FROM alert_reason r WHERE r.alert_id = alert_event.alert_id)'),
      ('notification', 'EXISTS (SELECT 1 FROM alert_reason r WHERE r.alert_id = notification.alert_id)')
    ) AS t(name, within)
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', through.name);
    EXECUTE format('CREATE POLICY everybody ON %I USING (true) WITH CHECK (true)', through.name);
    EXECUTE format('CREATE POLICY fence ON %I AS RESTRICTIVE FOR ALL TO dlo_web_scoped USING (%s)', through.name, through.within);
  END LOOP;
END $$;

GRANT SELECT ON channel, alert, alert_reason, alert_event, notification, silence, issue_link, capsule, alarm_state TO dlo_web, dlo_worker;
GRANT INSERT, UPDATE ON channel TO dlo_web;
GRANT UPDATE ON channel TO dlo_worker;
GRANT UPDATE ("state", "changed_at", "acknowledged_at", "acknowledged_by", "acknowledged_via", "noise_at", "noise_by", "noise_reason") ON alert TO dlo_web;
GRANT INSERT, UPDATE, DELETE ON alert, alert_reason, notification, alarm_state, issue_link TO dlo_worker;
GRANT INSERT ON alert_event TO dlo_web, dlo_worker;
GRANT DELETE ON alert_event TO dlo_worker;
GRANT INSERT ON notification TO dlo_web;
GRANT UPDATE ("state", "next_at", "ended_at") ON notification TO dlo_web;
GRANT INSERT, UPDATE ON silence TO dlo_web;
GRANT INSERT ON issue_link, capsule TO dlo_web;
GRANT USAGE ON SEQUENCE alert_number_seq, alert_reason_id_seq TO dlo_worker;
GRANT USAGE ON SEQUENCE alert_event_id_seq TO dlo_web, dlo_worker;
