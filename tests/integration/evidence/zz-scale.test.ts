import { expect, test } from "vitest";
import { execute, rows, sql } from "@/lib/db/query";
import { createOffice } from "../../support/world";
import { groupIncidents } from "@/lib/core/failures/incidents/group-incidents";

test("scale", async () => {
  const world = await createOffice("http://127.0.0.1:1");
  const account = await world.ask("createAccount", { awsAccountId: "111111111111", name: "a", environment: "x", isProduction: false, regions: ["eu-central-1"], defaultMode: "index", readRoleArn: "arn:aws:iam::111111111111:role/r" });
  const a = account.id;
  await execute(world.db, sql`INSERT INTO failure_class (id, account_id, region, anchor_arn, origin_kind, way_back, cause_kind, cause_reason, classifier, normalised_error, title, message_type, status, status_at, first_seen_at, last_seen_at, record)
    SELECT 'cls_' || i, ${a}, 'eu-central-1', 'arn:aws:sqs:eu-central-1:111111111111:q' || (i / 3), 'sqs-redrive', '', (ARRAY['timeout','unknown','permission','dependency'])[1 + i % 4], '', 'x 1', 'error number of ' || chr(97 + i % 26) || (i/26), 't', 't', 'new', dlo_now() - make_interval(mins => i / 2), dlo_now() - make_interval(mins => i / 2), dlo_now(), 'executions'
    FROM generate_series(1, 5000) i`);
  for (let part = 0; part < 10; part++) await execute(world.db, sql`INSERT INTO failed_message (id, account_id, region, queue_id, message_id, class_id, state, state_at, first_seen_at, last_seen_at, origin_kind, origin_certainty, cause_kind, cause_reason, classifier, message_type, shape, payload_kind, body_sha256, body_bytes, error_text, first_received_at)
    SELECT 'msg_' || i, ${a}, 'eu-central-1', 'q_1', 'm' || i, 'cls_' || (1 + i % 5000), 'present', dlo_now(), dlo_now() - make_interval(mins => (1 + i % 5000) / 2) + make_interval(secs => i / 5000), dlo_now(), 'sqs-redrive', 'certain', 'x', '', '', 't', '', 'json', '', 1, repeat('connect refused db.internal ', 20), dlo_now() - make_interval(mins => (1 + i % 5000) / 2) FROM generate_series(${part * 10000 + 1}::int, ${part * 10000 + 10000}::int) i`);
  await execute(world.db, sql`ANALYZE failed_message`).catch(() => {});
  for (let n = 0; n < 5; n++) {
    const t = performance.now();
    const { items } = await world.ask("listIncidents", {});
    console.log("listIncidents", Math.round(performance.now() - t), items.length, items.map((i) => i.classCount).slice(0, 5).join(), JSON.stringify(items).length);
  }
  const { listOpenFailures, readWorkersOf } = await import("@/lib/db/open-failures");
  const { readOnsets } = await import("@/lib/db/onsets");
  const { listClassesByIds } = await import("@/lib/db/classes");
  const scope = { kind: "all" } as const;
  for (let n = 0; n < 3; n++) {
    let t = performance.now();
    const open = await listOpenFailures(world.webDb, scope, 500);
    console.log("open", Math.round(performance.now() - t)); t = performance.now();
    await readOnsets(world.webDb, open.map((o) => o.id));
    console.log("onsets", Math.round(performance.now() - t)); t = performance.now();
    await readWorkersOf(world.webDb, open.map((o) => o.anchorArn));
    console.log("workers", Math.round(performance.now() - t)); t = performance.now();
    await listClassesByIds(world.webDb, scope, open.map((o) => o.id));
    console.log("views", Math.round(performance.now() - t)); t = performance.now();
    await world.ask("listSuspects", { id: "cls_77" });
    console.log("suspects", Math.round(performance.now() - t));
  }
  await world.stop();
}, 120_000);
