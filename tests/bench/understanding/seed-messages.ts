import { idSql } from "./seed-places";

/** Message n fails in class n % 5000, which lies in queue n % 200 of account n % 10, and was seen some seconds after n - 1. */
const WORDS = `ARRAY['reserve', 'charge', 'ship', 'refund', 'price', 'merge', 'notify', 'close', 'export', 'verify']`;
const BODY = `json_build_object('type', 'OrderPlaced', 'orderId', 100000 + n, 'customer', json_build_object('id', 'cu-' || n % ($1::int / 20), 'name', 'Customer ' || n % 997, 'tier', (ARRAY['gold', 'plain', 'plain'])[1 + n % 3]),
  'items', json_build_array(json_build_object('sku', 'S-' || n % 4000 || '-0', 'count', 1 + n % 5, 'cents', 990 + n % 700), json_build_object('sku', 'S-' || n % 4000 || '-1', 'count', 2, 'cents', 1990)),
  'placedAt', to_char(now() - make_interval(secs => ($1::int - n) * 0.7), 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'reference', md5(n::text),
  'note', 'please leave it with neighbour ' || n % 90 || ' if nobody answers the door between nine and noon')`;
const ERROR = `'OrderError: cannot ' || (${WORDS})[1 + n % 10] || ' order ' || 100000 + n || ' of customer ' || n % 977 || ': step ' || n % 5000 || ' failed with ref-' || left(md5('e' || n), 10) || ' at 10.0.' || n % 250 || '.7'`;
const SEEN_AT = `now() - make_interval(secs => ($1::int - n) * 0.7)`;

const MESSAGES = `
  INSERT INTO failed_message (id, message_id, account_id, region, queue_id, class_id, state, state_at, first_seen_at, last_seen_at, sent_at, expires_at,
    expires_latest_at, receive_count, our_receives, origin_kind, origin_certainty, source_queue_arn, cause_kind, cause_reason, classifier, error_text,
    message_type, shape, payload_kind, preview, attribute_count, body_sha256, body_bytes, fingerprint)
  SELECT ${idSql("msg", "n")}, md5('m' || n)::uuid::text, ${idSql("acc", "n % 10")}, 'eu-central-1', ${idSql("q", "n % 200")}, ${idSql("fc", "n % 5000")},
    CASE WHEN n / 5000 % 20 < 16 THEN 'present' WHEN n / 5000 % 20 < 19 THEN 'redriven' ELSE 'probably-expired' END, now(), seen_at, now(), seen_at,
    seen_at + interval '14 days', seen_at + interval '14 days', 4, 1, 'sqs-redrive', 'proved', 'arn:aws:sqs:eu-central-1:' || 100000000000 + n % 10 || ':orders-' || n % 200,
    (ARRAY['code', 'timeout', 'schema', 'access', 'throttling'])[1 + n % 5], 'The error says so.', 'json-error 1', ${ERROR}, 'OrderPlaced',
    '{customer:{id:string,name:string,tier:string},items:[{cents:number,count:number,sku:string}],note:string,orderId:number,placedAt:string,reference:string,type:string}',
    'json', body, 2, encode(sha256(convert_to(body, 'UTF8')), 'hex'), octet_length(body), 'v2-' || md5((n % 5000)::text)
  FROM (SELECT n, (${BODY})::text AS body, ${SEEN_AT} AS seen_at FROM generate_series($2::int, $3::int) AS n) AS m`;

const PROJECTIONS = `
  INSERT INTO message_projection (message_row_id, account_id, queue_id, body, attributes)
  SELECT id, account_id, queue_id, preview::jsonb, jsonb_build_object('tenant', 'tenant-' || n % ($1::int / 1000), 'country', (ARRAY['de', 'fr', 'es'])[1 + n % 3])
  FROM generate_series($2::int, $3::int) AS n JOIN failed_message f ON f.id = ${idSql("msg", "n")}`;

const ARRIVALS = `
  INSERT INTO series.class_arrival AS a (class_id, account_id, bucket, count)
  SELECT class_id, account_id, date_bin('5 minutes', first_seen_at, 'epoch'), count(*)
  FROM generate_series($2::int, $3::int) AS n JOIN failed_message f ON f.id = ${idSql("msg", "n")} GROUP BY 1, 2, 3
  ON CONFLICT (class_id, bucket) DO UPDATE SET count = a.count + EXCLUDED.count`;

/** Messages `$2` … `$3` of `$1`, what is looked for in them, and when they arrived. */
export const MESSAGE_STATEMENTS = [MESSAGES, PROJECTIONS, ARRIVALS];
