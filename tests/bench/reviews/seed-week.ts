import type pg from "pg";
import { seed } from "../pipelines/seed";
import { idSql } from "../understanding/seed-places";

/** Hours of the last whole week, in UTC. */
const WEEK = "(date_trunc('week', now()) - interval '7 days')";
const hours = (n: string) => `${WEEK} + make_interval(hours => (${n}) % 168)`;
const RUNS = 500;
const ITEMS_EACH = 200;
const ALERTS = 1000;

const AGED = `UPDATE pipeline SET created_at = now() - interval '60 days'`;
const BEGAN = `UPDATE failure_class SET first_seen_at = CASE WHEN number % 3 = 0 THEN ${hours("number::int")} ELSE first_seen_at END`;
const OWNERS = `
  INSERT INTO ownership (arn, account_id, owner, team, tier, source, updated_at)
  SELECT arn, account_id, 'owner ' || abs(hashtext(name)) % 40, 'team ' || abs(hashtext(name)) % 20, '2', 'tag', now() FROM queue`;
const CHANGES = `
  INSERT INTO class_change (account_id, class_id, at, kind, status)
  SELECT account_id, id, ${hours("number::int + n")}, 'status', (ARRAY['ongoing', 'regressed', 'resolved', 'escalating'])[1 + n % 4] FROM failure_class CROSS JOIN generate_series(0, 3) AS n`;
const PLANS = `
  INSERT INTO plan (id, account_id, region, queue_id, class_id, action, driver, state, hash, item_count, detail, created_by, created_by_name, created_by_person, created_at, expires_at)
  SELECT ${idSql("pln", "n")}, c.account_id, c.region, c.queue_id, c.id, 'redrive', 'selective-redrive', 'applied', 'h', ${ITEMS_EACH}, '{"title":"Redrive orders"}', 'u', 'u', 'u', ${hours("n")}, now()
  FROM generate_series(0, ${RUNS - 1}) AS n JOIN failure_class c ON c.id = ${idSql("fc", "n * 10")}`;
const RUN_ROWS = `
  INSERT INTO run (id, plan_id, account_id, region, queue_id, class_id, action, driver, state, requested_by, requested_by_name, requested_at, start_after, started_at, ended_at)
  SELECT replace(id, 'pln', 'run'), id, account_id, region, queue_id, class_id, 'redrive', 'selective-redrive', 'done', 'u', 'u', created_at, created_at, created_at, created_at + interval '1 hour' FROM plan`;
const MESSAGES = `
  INSERT INTO failed_message (id, account_id, region, queue_id, message_id, class_id, state, state_at, first_seen_at, last_seen_at, expires_at, origin_kind, origin_certainty, cause_kind, cause_reason,
    classifier, message_type, shape, payload_kind, body_sha256, body_bytes, fingerprint)
  SELECT ${idSql("msg", "n")}, c.account_id, c.region, c.queue_id, 'm' || n, c.id, CASE WHEN n % 5 = 0 THEN 'probably-expired' ELSE 'redriven' END, ${hours("n")} + interval '1 hour', ${hours("n")}, ${hours("n")}, ${hours("n")},
    'sqs-redrive', 'certain', 'code', 'why', 'json', 'Order', 's', 'json', 'h' || n, 10, 'f'
  FROM generate_series(0, ${RUNS * ITEMS_EACH - 1}) AS n JOIN failure_class c ON c.id = ${idSql("fc", `(n / ${ITEMS_EACH}) * 10`)}`;
const ITEMS = `
  INSERT INTO run_item (id, run_id, account_id, queue_id, position, message_row_id, message_id, body_sha256, state, is_open, outcome, sent_at, deleted_at)
  SELECT ${idSql("itm", "n")}, r.id, r.account_id, r.queue_id, n % ${ITEMS_EACH}, ${idSql("msg", "n")}, 'm' || n, 'h' || n, 'deleted', false, CASE WHEN n % 9 = 0 THEN 'returned' ELSE 'gone' END, r.started_at, r.started_at
  FROM generate_series(0, ${RUNS * ITEMS_EACH - 1}) AS n JOIN run r ON r.id = ${idSql("run", `n / ${ITEMS_EACH}`)}`;
const ALERT_ROWS = `
  INSERT INTO alert (id, state, severity, opened_at, changed_at, paged_at, told_at, acknowledged_at, resolved_at)
  SELECT ${idSql("alr", "n")}, 'resolved', 'page', a, a, a, a, a + interval '4 minutes', a + interval '40 minutes' FROM generate_series(0, ${ALERTS - 1}) AS n, LATERAL (SELECT ${hours("n")} AS a) x`;
const REASONS = `
  INSERT INTO alert_reason (alert_id, condition, severity, subject_kind, subject_id, subject_name, account_id, region, arn, queue_id, class_id, sentence, since, opened_at, seen_at, resolved_at)
  SELECT a.id, 'class-new', 'page', 'class', a.id, c.title, c.account_id, c.region, c.anchor_arn, c.queue_id, c.id, 'It failed.', a.opened_at - interval '1 minute', a.opened_at, a.opened_at, a.resolved_at
  FROM generate_series(0, ${ALERTS - 1}) AS n JOIN alert a ON a.id = ${idSql("alr", "n")} JOIN failure_class c ON c.id = ${idSql("fc", "n * 5")}`;
const COSTS = `
  INSERT INTO cost_day (arn, day, account_id, region, low, high, tax_low, tax_high)
  SELECT arn, (${WEEK} + make_interval(days => n))::date, account_id, region, 0.1, 0.2, 0.01, 0.02 FROM queue CROSS JOIN generate_series(0, 6) AS n`;
const SPANS = `
  INSERT INTO pipeline_health_span (pipeline_id, from_at, until_at, state, reason)
  SELECT id, ${WEEK} + make_interval(hours => n * 8), ${WEEK} + make_interval(hours => n * 8 + 8), (ARRAY['healthy', 'degraded', 'failing'])[1 + n % 3], 'It says so.' FROM pipeline CROSS JOIN generate_series(0, 20) AS n`;
const FINDINGS = `
  INSERT INTO coverage_finding (id, account_id, region, rule, arn, part, kind, severity, confidence, summary, detail, first_seen_at, last_seen_at)
  SELECT ${idSql("fnd", "n")}, q.account_id, q.region, 'r', q.arn, '', 'queue', 'high', 'certain', 'No alarm.', '{}', ${hours("n")}, now() FROM generate_series(0, 1999) AS n JOIN queue q ON q.id = ${idSql("q", "n")}`;
const USAGE = `
  INSERT INTO api_usage (hour, account_id, region, action, purpose, calls, units)
  SELECT ${WEEK} + make_interval(hours => n), id, 'eu-central-1', a, 'depth', 60, 60 FROM account CROSS JOIN generate_series(0, 167) AS n CROSS JOIN unnest(ARRAY['sqs:GetQueueAttributes', 'cloudwatch:GetMetricData']) a`;

/** The 500 pipelines with 10,000 queues of the other part, and a week in which much went wrong. */
export async function seedWeek(client: pg.ClientBase): Promise<void> {
  await seed(client);
  const places = [AGED, BEGAN, OWNERS, CHANGES, PLANS, RUN_ROWS, MESSAGES, ITEMS];
  for (const statement of [...places, ALERT_ROWS, REASONS, COSTS, SPANS, FINDINGS, USAGE])
    await client.query(statement);
  await client.query("VACUUM (ANALYZE)");
}

/** The same review again for so many weeks before it, for their trend. */
export async function copyReviews(client: pg.ClientBase, weeks: number): Promise<void> {
  const before = `FROM review r CROSS JOIN generate_series(1, ${weeks}) AS n`;
  await client.query(`
    INSERT INTO review (id, number, week, zone, from_at, until_at, written_at, written_by, took_ms, sha256, is_partial)
    SELECT r.id || n, -n, to_char(r.from_at - n * interval '7 days', 'IYYY"-W"IW'), r.zone, r.from_at - n * interval '7 days', r.until_at - n * interval '7 days', r.written_at, 'x', 1, 'x', false ${before}`);
  for (const table of ["review_fact", "review_pipeline", "review_total"])
    await client.query(`
      INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, to_jsonb(f) || jsonb_build_object('review_id', f.review_id || n))).* FROM ${table} f CROSS JOIN generate_series(1, ${weeks}) AS n`);
  await client.query("VACUUM (ANALYZE)");
}
