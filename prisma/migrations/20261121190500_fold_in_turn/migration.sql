-- Folds take turns: what one saw earlier must never be written over what another saw later, or a first expiry would be gone
-- until the class changes again. A fold waits for no class that somebody holds; what was noted of it stays for the next one.
CREATE OR REPLACE FUNCTION fold_class_counts() RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  touched integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('fold_class_counts', 0));
  -- The snapshot of what follows is taken here, after the one before has committed.
  WITH picked AS MATERIALIZED (SELECT id, class_id, present, expired, bystanders FROM class_delta ORDER BY id LIMIT 20000),
  sums AS (SELECT class_id, sum(present)::int AS present, sum(expired)::int AS expired, sum(bystanders)::int AS bystanders FROM picked GROUP BY class_id),
  free AS MATERIALIZED (
    SELECT c.id FROM failure_class c WHERE c.id IN (SELECT class_id FROM sums) ORDER BY c.id FOR NO KEY UPDATE OF c SKIP LOCKED),
  taken AS (
    DELETE FROM class_delta d USING picked p WHERE d.id = p.id
      AND (p.class_id IN (SELECT id FROM free) OR NOT EXISTS (SELECT 1 FROM failure_class x WHERE x.id = p.class_id))),
  folded AS (
    UPDATE failure_class c SET present_count = c.present_count + s.present, expired_count = c.expired_count + s.expired,
      bystander_count = c.bystander_count + s.bystanders,
      first_expiry_at = (SELECT min(f.expires_at) FROM failed_message f WHERE f.class_id = c.id AND f.state = 'present')
    FROM sums s JOIN free ON free.id = s.class_id WHERE c.id = s.class_id RETURNING 1)
  SELECT count(*)::integer INTO touched FROM folded;
  RETURN touched;
END $$;
ALTER FUNCTION note_message_counts() SET search_path = pg_catalog, public, pg_temp;
