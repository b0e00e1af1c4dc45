import type pg from "pg";
import { idSql } from "../understanding/seed-places";

export const PIPELINES = 500;
const QUEUES_EACH = 20;
export const QUEUES = PIPELINES * QUEUES_EACH;
const DAYS = 7;

const ACCOUNTS = `
  INSERT INTO account (id, aws_account_id, name, environment, regions, external_id, updated_at)
  SELECT ${idSql("acc", "n")}, (100000000000 + n)::text, 'shop ' || n, 'prd', '{eu-central-1}', 'x' || n, now() FROM generate_series(0, 9) AS n`;

const REGIONS = `INSERT INTO region_state (account_id, region, status) SELECT id, 'eu-central-1', 'ok' FROM account`;

/** Queue n: even ones are sources of the dead-letter queue that follows them; twenty to a pipeline, fifty pipelines to an account. */
const ACCOUNT_OF = "(n / 20) % 10";
const NAME_OF = "'orders-' || n / 20 || '-' || (n % 20) / 2 || CASE WHEN n % 2 = 1 THEN '-dlq' ELSE '' END";
const arnOf = (name: string) => `'arn:aws:sqs:eu-central-1:' || 100000000000 + ${ACCOUNT_OF} || ':' || ${name}`;

const QUEUE_ROWS = `
  INSERT INTO queue (id, account_id, region, arn, url, name, aws_created_at, is_fifo, is_dead_letter_queue, mode, dead_letter_target_arn, max_receive_count,
    retention_seconds, visibility_timeout_seconds, max_message_bytes, discovered_at, seen_at, first_scan_at)
  SELECT ${idSql("q", "n")}, ${idSql("acc", ACCOUNT_OF)}, 'eu-central-1', ${arnOf(NAME_OF)}, 'http://x/' || n, ${NAME_OF}, now() - interval '60 days', false, n % 2 = 1,
    CASE WHEN n % 2 = 1 THEN 'index' ELSE 'off' END, CASE WHEN n % 2 = 0 THEN ${arnOf(`${NAME_OF} || '-dlq'`)} END, CASE WHEN n % 2 = 0 THEN 5 END,
    1209600, 30, 262144, now() - interval '60 days', now(), now() - interval '59 days'
  FROM generate_series(0, ${QUEUES - 1}) AS n`;

const QUEUE_STATES = `
  INSERT INTO queue_state (queue_id, account_id, sampled_at, visible, in_flight, delayed, changed_at)
  SELECT id, account_id, now(), 7, 1, 0, now() FROM queue`;

const PIPELINE_ROWS = `
  INSERT INTO pipeline (id, anchor_arn, assembled_name, part_count, patterns, created_at, assembled_at)
  SELECT ${idSql("pl", "n / 20")}, arn, 'orders-' || n / 20, 20, '{event-queue}', now(), now()
  FROM generate_series(0, ${QUEUES - 1}, 20) AS n JOIN queue ON id = ${idSql("q", "n")}`;

const PARTS = `
  INSERT INTO pipeline_part (pipeline_id, arn, account_id, region, kind, name, role, depth)
  SELECT ${idSql("pl", "n / 20")}, arn, account_id, region, 'queue', name, CASE WHEN n % 20 = 0 THEN 'entry' WHEN n % 2 = 1 THEN 'dead-letter' ELSE 'hop' END, n % 20
  FROM generate_series(0, ${QUEUES - 1}) AS n JOIN queue ON id = ${idSql("q", "n")}`;

const HEALTH = `
  INSERT INTO pipeline_health (pipeline_id, state, reason, since, judged_at)
  SELECT id, (ARRAY['failing', 'stalled', 'degraded', 'blind', 'healthy', 'healthy', 'healthy', 'healthy'])[1 + (row_number() OVER ())::int % 8], 'It says so.', now(), now() FROM pipeline`;

const EVIDENCE = `
  INSERT INTO pipeline_evidence (pipeline_id, arn, signal, account_id, state, sentence, at)
  SELECT p.pipeline_id, p.arn, 'dead-letters', p.account_id, 'degraded', 'Messages die.', now() FROM pipeline_part p WHERE p.depth < 3`;

const FIGURES = `
  INSERT INTO pipeline_figures (pipeline_id, slo_at, slo, cost)
  SELECT id, now(), '{"state":"met","budgetLeft":0.8,"burn":"none","sentence":"It is kept."}',
    '{"monthToDate":{"low":1,"high":2},"forecast":{"low":2,"high":3},"failureTax":{"low":0,"high":1},"asOf":"2026-11-21T00:00:00.000Z"}' FROM pipeline`;

const CLASSES = `
  INSERT INTO failure_class (id, account_id, region, queue_id, anchor_arn, origin_kind, way_back, cause_kind, cause_reason, classifier, normalised_error,
    title, message_type, status, status_at, first_seen_at, last_seen_at, total_count, present_count, first_expiry_at)
  SELECT ${idSql("fc", "n")}, q.account_id, q.region, d.id, q.arn, 'sqs-redrive', 'queue', 'code', 'The error says so.', 'json-error 1', 'OrderError', 'OrderError', 'OrderPlaced',
    (ARRAY['ongoing', 'new', 'resolved', 'backlog'])[1 + n % 4], now(), now() - interval '9 days', now(), 100, 10, now() + interval '3 days'
  FROM generate_series(0, 4999) AS n JOIN queue q ON q.id = ${idSql("q", "n * 2")} JOIN queue d ON d.arn = q.dead_letter_target_arn`;

const ARRIVALS = `
  INSERT INTO series.class_arrival (class_id, account_id, bucket, count)
  SELECT c.id, c.account_id, date_bin('5 minutes', now() - make_interval(hours => h * 6), 'epoch'), 3 FROM failure_class c CROSS JOIN generate_series(0, ${DAYS * 4}) AS h`;

const rollups = (width: number, hours: number) => `
  INSERT INTO series.queue_rollup (queue_id, account_id, width_seconds, bucket, sample_count, visible_max, visible_min, visible_sum, in_flight_max, delayed_max, age_max, sent_sum, received_sum, deleted_sum)
  SELECT id, account_id, ${width}, b, ${width / 60}, 9, 0, 99, 1, 0, 20, ${width}, ${width}, ${width}
  FROM generate_series(date_bin('${width} seconds', now() - interval '${hours} hours', 'epoch'), now(), interval '${width} seconds') AS b CROSS JOIN queue`;

const USE = `
  INSERT INTO series.resource_use (arn, account_id, region, width_seconds, bucket, metric, value)
  SELECT q.arn, q.account_id, q.region, 3600, u.bucket, 'deleted', 3600 FROM series.queue_rollup u JOIN queue q ON q.id = u.queue_id
  WHERE u.width_seconds = 3600 AND NOT q.is_dead_letter_queue`;

const TOUCHED = `INSERT INTO series.fleet_touched SELECT DISTINCT account_id, width_seconds, bucket FROM series.queue_rollup WHERE width_seconds = 3600`;

/** Fills an empty database with 10,000 queues in 500 pipelines of ten accounts, seven days of hours and the last two hours in five minutes. */
export async function seed(client: pg.ClientBase): Promise<void> {
  await client.query("SET synchronous_commit = off");
  const places = [
    ACCOUNTS,
    REGIONS,
    QUEUE_ROWS,
    QUEUE_STATES,
    PIPELINE_ROWS,
    PARTS,
    HEALTH,
    EVIDENCE,
    FIGURES,
    CLASSES,
  ];
  for (const statement of [...places, ARRIVALS, rollups(3600, DAYS * 24), rollups(300, 2), USE, TOUCHED])
    await client.query(statement);
  await client.query("VACUUM (ANALYZE)");
}
