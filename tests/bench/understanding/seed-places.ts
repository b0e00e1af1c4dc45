/** An id of ours for row `n`: hexadecimal digits are all in our alphabet. */
export const idSql = (prefix: string, n: string) => `'${prefix}_' || lpad(to_hex(${n}), 20, '0')`;

const ACCOUNTS = `
  INSERT INTO account (id, aws_account_id, name, environment, regions, external_id, updated_at)
  SELECT ${idSql("acc", "n")}, (100000000000 + n)::text, 'shop ' || n, 'prd', '{eu-central-1}', 'x' || n, now() FROM generate_series(0, 9) AS n`;

const REGIONS = `INSERT INTO region_state (account_id, region, status) SELECT id, 'eu-central-1', 'ok' FROM account`;

const QUEUES = `
  INSERT INTO queue (id, account_id, region, arn, url, name, aws_created_at, is_fifo, is_dead_letter_queue, mode, retention_seconds,
    visibility_timeout_seconds, max_message_bytes, discovered_at, seen_at, first_scan_at)
  SELECT ${idSql("q", "n")}, ${idSql("acc", "n % 10")}, 'eu-central-1', 'arn:aws:sqs:eu-central-1:' || 100000000000 + n % 10 || ':orders-' || n || '-dlq',
    'http://x/orders-' || n || '-dlq', 'orders-' || n || '-dlq', now(), false, true, 'index', 1209600, 30, 262144, now(), now(), now() - interval '9 days'
  FROM generate_series(0, 199) AS n`;

const CLASSES = `
  INSERT INTO failure_class (id, account_id, region, queue_id, anchor_arn, origin_kind, way_back, cause_kind, cause_reason, classifier, normalised_error,
    title, message_type, status, status_at, first_seen_at, last_seen_at, total_count)
  SELECT ${idSql("fc", "n")}, ${idSql("acc", "n % 10")}, 'eu-central-1', ${idSql("q", "n % 200")}, 'arn:aws:sqs:eu-central-1:' || 100000000000 + n % 10 || ':orders-' || n % 200,
    'sqs-redrive', 'queue', (ARRAY['code', 'timeout', 'schema', 'access', 'throttling'])[1 + n % 5], 'The error says so.', 'json-error 1',
    'OrderError: cannot handle order <n>: step ' || n, 'OrderError: cannot handle order <n>: step ' || n, 'OrderPlaced',
    (ARRAY['ongoing', 'new', 'backlog', 'resolved', 'ongoing', 'regressed', 'backlog', 'resolved', 'escalating', 'backlog'])[1 + (n / 200) % 10],
    now() - interval '1 day', now() - interval '9 days', now() - make_interval(secs => n * 7), $1::int / 5000
  FROM generate_series(0, 4999) AS n`;

const TRIAGE = `
  INSERT INTO class_triage (class_id, account_id, acknowledged_at, snoozed_at, snooze_kind, snooze_until, dismissed_at, dismiss_reason)
  SELECT id, account_id, CASE WHEN number % 3 = 0 THEN now() END, CASE WHEN number % 10 = 1 THEN now() END, CASE WHEN number % 10 = 1 THEN 'time' END,
    CASE WHEN number % 10 = 1 THEN now() + interval '1 day' END, CASE WHEN number % 20 = 2 THEN now() END, CASE WHEN number % 20 = 2 THEN 'known' END
  FROM failure_class WHERE number % 2 = 0 OR number % 5 = 1`;

const RUNS = `
  INSERT INTO run (id, plan_id, account_id, region, queue_id, class_id, action, driver, state, requested_by, requested_by_name, requested_at, start_after)
  SELECT ${idSql("run", "row_number() OVER ()")}, ${idSql("pln", "row_number() OVER ()")}, account_id, region, queue_id, id, 'redrive', 'selective', 'done', 'usr', 'somebody',
    now() - interval '2 days', now() FROM failure_class WHERE number % 10 = 0`;

const RUN_ITEMS = `
  INSERT INTO run_item (id, run_id, account_id, queue_id, position, message_row_id, message_id, body_sha256, state, is_open, outcome)
  SELECT ${idSql("itm", "row_number() OVER ()")}, r.id, r.account_id, r.queue_id, n, 'none', 'none-' || r.number || '-' || n, 'none', 'deleted', false,
    (ARRAY['gone', 'gone', 'gone', 'returned', 'unknown'])[1 + n % 5]
  FROM run r CROSS JOIN generate_series(1, 100) AS n`;

/** Accounts, queues, classes and what was decided and done about them. */
export const PLACE_STATEMENTS = [ACCOUNTS, REGIONS, QUEUES, CLASSES, TRIAGE, RUNS, RUN_ITEMS];
