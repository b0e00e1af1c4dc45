-- How many messages of a class wait, without counting them at each look. Every change of a message adds a row of differences
-- in its own transaction: no two writers ever wait for one class. Folding adds them up; a reader adds what is not folded yet.

ALTER TABLE "failure_class"
    ADD COLUMN "present_count" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "expired_count" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "bystander_count" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "first_expiry_at" TIMESTAMPTZ(3);

CREATE TABLE "class_delta" (
    "id" BIGSERIAL NOT NULL,
    "class_id" TEXT NOT NULL,
    "present" INTEGER NOT NULL,
    "expired" INTEGER NOT NULL,
    "bystanders" INTEGER NOT NULL,

    CONSTRAINT "class_delta_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "class_delta_class_id_idx" ON "class_delta"("class_id");
CREATE INDEX failed_message_waiting_idx ON failed_message (class_id, expires_at) WHERE state = 'present';

CREATE FUNCTION note_message_counts() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO class_delta (class_id, present, expired, bystanders)
      SELECT class_id, count(*) FILTER (WHERE state = 'present'), count(*) FILTER (WHERE state = 'probably-expired'),
        count(*) FILTER (WHERE state = 'present' AND bystander_reason IS NOT NULL)
      FROM after_rows GROUP BY class_id;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO class_delta (class_id, present, expired, bystanders)
      SELECT class_id, -count(*) FILTER (WHERE state = 'present'), -count(*) FILTER (WHERE state = 'probably-expired'),
        -count(*) FILTER (WHERE state = 'present' AND bystander_reason IS NOT NULL)
      FROM before_rows GROUP BY class_id;
  ELSE
    INSERT INTO class_delta (class_id, present, expired, bystanders)
      SELECT m.class_id, sum(m.present), sum(m.expired), sum(m.bystander) FROM (
        SELECT b.class_id, -(b.state = 'present')::int AS present, -(b.state = 'probably-expired')::int AS expired,
            -(b.state = 'present' AND b.bystander_reason IS NOT NULL)::int AS bystander
          FROM before_rows b JOIN after_rows a USING (id)
          WHERE (a.class_id, a.state, a.bystander_reason, a.expires_at) IS DISTINCT FROM (b.class_id, b.state, b.bystander_reason, b.expires_at)
        UNION ALL
        SELECT a.class_id, (a.state = 'present')::int, (a.state = 'probably-expired')::int,
            (a.state = 'present' AND a.bystander_reason IS NOT NULL)::int
          FROM before_rows b JOIN after_rows a USING (id)
          WHERE (a.class_id, a.state, a.bystander_reason, a.expires_at) IS DISTINCT FROM (b.class_id, b.state, b.bystander_reason, b.expires_at)
      ) m GROUP BY m.class_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER failed_message_added AFTER INSERT ON failed_message
  REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION note_message_counts();
CREATE TRIGGER failed_message_changed AFTER UPDATE ON failed_message
  REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION note_message_counts();
CREATE TRIGGER failed_message_removed AFTER DELETE ON failed_message
  REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION note_message_counts();

-- Adds up what was noted and finds the first expiry anew; two that fold at once take different rows. Returns the classes touched.
CREATE FUNCTION fold_class_counts() RETURNS integer
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
  WITH taken AS (
    DELETE FROM class_delta WHERE id IN (SELECT id FROM class_delta ORDER BY id LIMIT 20000 FOR UPDATE SKIP LOCKED)
    RETURNING class_id, present, expired, bystanders),
  sums AS (SELECT class_id, sum(present)::int AS present, sum(expired)::int AS expired, sum(bystanders)::int AS bystanders FROM taken GROUP BY class_id),
  ordered AS (SELECT c.id, s.present, s.expired, s.bystanders FROM failure_class c JOIN sums s ON s.class_id = c.id ORDER BY c.id FOR UPDATE OF c),
  folded AS (
    UPDATE failure_class c SET present_count = c.present_count + o.present, expired_count = c.expired_count + o.expired,
      bystander_count = c.bystander_count + o.bystanders,
      first_expiry_at = (SELECT min(f.expires_at) FROM failed_message f WHERE f.class_id = c.id AND f.state = 'present')
    FROM ordered o WHERE c.id = o.id RETURNING 1)
  SELECT count(*)::integer FROM folded
$$;
REVOKE ALL ON FUNCTION fold_class_counts(), note_message_counts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION fold_class_counts() TO dlo_worker;
GRANT SELECT ON class_delta TO dlo_web, dlo_worker;

INSERT INTO class_delta (class_id, present, expired, bystanders)
  SELECT class_id, count(*) FILTER (WHERE state = 'present'), count(*) FILTER (WHERE state = 'probably-expired'), 0 FROM failed_message GROUP BY class_id;
SELECT fold_class_counts();
