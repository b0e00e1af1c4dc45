import { contract, type OperationId } from "@/lib/contract";
import type { Endpoint } from "@/lib/contract/endpoint";
import { driveRun } from "@/lib/operations/runs/drive";
import { type Door, json, openDoor } from "../contract/door";
import { deadLetter, seenQueue } from "../support/dead-letters";
import { aQueuePair, connectShop, createWorld } from "../support/world";

type Kind =
  | "accounts"
  | "queues"
  | "failure-classes"
  | "messages"
  | "plans"
  | "runs"
  | "vault"
  | "resources"
  | "buses"
  | "rules"
  | "archives"
  | "replays"
  | "findings"
  | "edits"
  | "reviews"
  | "review-actions"
  | "pipelines"
  | "alerts"
  | "silences"
  | "capsules";

/**
 * An installation with two accounts; in the first, *here*, one of everything that an operation can be about. Both halves of the
 * product on one database, asked through the whole REST door.
 */
export async function openStage() {
  const door = await openDoor();
  const world = await createWorld({ database: door.database });
  const here = await connectShop(world);
  const elsewhere = await connectShop(world, { awsAccountId: "222222222222" });
  const pair = await aQueuePair(world.aws, "orders");
  await deadLetter(world.aws, pair, ["a", "b", "c", "d", "e", "f"]);
  const queue = await seenQueue(world, here.id, "orders-dlq");
  const rescue = await world.ask("createPlan", { action: "rescue", selection: { queueId: queue.id } });
  const { runId: rescueRun } = await world.ask("applyPlan", { id: rescue.id, hash: rescue.hash });
  await driveRun(world.worker(), rescueRun);
  const messages = (await world.ask("listFailedMessages", { queueId: queue.id })).items;
  const plan = await world.ask("createPlan", {
    action: "redrive",
    selection: { messageIds: messages.slice(0, 2).map(({ id }) => id) },
  });
  await insertMore(door, here.id);
  await insertAlerts(door, here.id);
  const edit = await world.ask("prepareEdit", {
    selection: { messageIds: messages.slice(0, 1).map(({ id }) => id) },
    recipe: [{ step: "setText", text: "edited" }],
  });
  const [first] = messages;
  const objects: Record<Kind, string> = {
    accounts: here.id,
    queues: queue.id,
    "failure-classes": first?.classId ?? "",
    messages: first?.id ?? "",
    plans: plan.id,
    runs: rescueRun,
    vault: (await world.ask("listVaultItems", {})).items[0]?.id ?? "",
    resources: "res_00000000000000000001",
    rules: "res_00000000000000000001",
    buses: "res_00000000000000000002",
    archives: "res_00000000000000000003",
    replays: "rpl_00000000000000000001",
    findings: "fnd_00000000000000000001",
    edits: edit.editSetId,
    pipelines: "pl_00000000000000000001",
    alerts: "alr_00000000000000000001",
    reviews: "rev_00000000000000000001",
    "review-actions": "act_00000000000000000001",
    silences: "sil_00000000000000000001",
    capsules: "cap_00000000000000000001",
  };
  const close = async () => {
    await door.web.close();
    await world.stop();
  };
  return { door, world, here, elsewhere, objects, planHash: plan.hash, close };
}
export type Stage = Awaited<ReturnType<typeof openStage>>;

async function insertMore(door: Door, accountId: string): Promise<void> {
  const arn = "arn:aws:events:eu-central-1:111111111111:rule/paid";
  const busArn = "arn:aws:events:eu-central-1:111111111111:event-bus/default";
  const nothing = { eventPattern: null, scheduleExpression: null, managedBy: null };
  const things = [
    [1, arn, "rule", "paid", { busName: "default", busArn, isEnabled: true, ...nothing, targets: [] }],
    [2, busArn, "bus", "default", { policy: null, kmsKeyId: null, deadLetterArn: null }],
    [
      3,
      arn.replace("rule/paid", "archive/all"),
      "archive",
      "all",
      { busArn, retentionDays: 7, eventPattern: null, state: "ENABLED" },
    ],
  ];
  await door.rows(
    `INSERT INTO replay (id, account_id, region, name, archive_arn, bus_arn, is_described, event_from, event_until, state, noted_at)
     VALUES ('rpl_00000000000000000001', $1, 'eu-central-1', 'again', $2, $3, true, now() - interval '2 hours', now() - interval '1 hour', 'completed', now())`,
    [accountId, arn.replace("rule/paid", "archive/all"), busArn],
  );
  for (const [number, ...thing] of things)
    await door.rows(
      `INSERT INTO resource (id, account_id, region, arn, kind, name, config, list_hash, first_seen_at, seen_at, read_at, changed_at)
       VALUES ('res_0000000000000000000${number}', $1, 'eu-central-1', $2, $3, $4, $5, 'h', now(), now(), now(), now())`,
      [accountId, ...thing],
    );
  await door.rows(
    `INSERT INTO pipeline (id, anchor_arn, assembled_name, part_count, created_at, assembled_at) VALUES ('pl_00000000000000000001', $1, 'paid', 1, now(), now())`,
    [arn],
  );
  await door.rows(
    `INSERT INTO pipeline_part (pipeline_id, arn, account_id, region, kind, name, role, depth)
     VALUES ('pl_00000000000000000001', $1, $2, 'eu-central-1', 'rule', 'paid', 'entry', 0)`,
    [arn, accountId],
  );
  await door.rows(
    `INSERT INTO review (id, week, zone, from_at, until_at, written_at, written_by, took_ms, sha256, is_partial)
     VALUES ('rev_00000000000000000001', '2026-W46', 'UTC', '2026-11-09', '2026-11-16', now(), 'the schedule', 1, 'h', false)`,
    [],
  );
  await door.rows(
    `INSERT INTO review_action (id, account_id, account_ids, text, owner, created_at, created_by)
     VALUES ('act_00000000000000000001', $1, ARRAY[$1], 'Mend it', 'checkout', now(), 'ada')`,
    [accountId],
  );
  await door.rows(
    `INSERT INTO coverage_finding (id, account_id, region, rule, arn, part, kind, severity, confidence, summary, detail, first_seen_at, last_seen_at)
     VALUES ('fnd_00000000000000000001', $1, 'eu-central-1', 'target-without-dlq', $2, 'a', 'rule', 'high', 'certain', 'No dead-letter queue.', $3, now(), now())`,
    [accountId, arn, { name: "paid", evidence: [], fix: null }],
  );
}

async function insertAlerts(door: Door, accountId: string): Promise<void> {
  await door.rows(
    `INSERT INTO alert (id, severity, opened_at, changed_at) VALUES ('alr_00000000000000000001', 'page', now(), now())`,
    [],
  );
  await door.rows(
    `INSERT INTO alert_reason (alert_id, condition, severity, subject_kind, subject_id, subject_name, account_id, region, sentence, since, opened_at, seen_at)
     VALUES ('alr_00000000000000000001', 'account-blind', 'page', 'account', $1, 'shop', $1, 'eu-central-1', 'It cannot be read.', now(), now(), now())`,
    [accountId],
  );
  await door.rows(
    `INSERT INTO silence (id, kind, match, account_id, reason, from_at, until_at, created_at, created_by)
     VALUES ('sil_00000000000000000001', 'silence', $2, $1, 'known', now(), now() + interval '1 day', now(), 'Ada')`,
    [accountId, { accountId }],
  );
  await door.rows(
    `INSERT INTO capsule (id, account_id, subject_kind, subject_id, title, document, markdown, created_at, created_by)
     VALUES ('cap_00000000000000000001', $1, 'class', 'fc_x', 'F-1', $2, '# F-1', now(), 'Ada')`,
    [accountId, { places: [{ accountId, arns: [] }] }],
  );
}

/** What an operation needs besides its object, so that it looks for it. */
function bodyOf(id: OperationId, stage: Stage): object {
  const bodies: Partial<Record<OperationId, object>> = {
    applyPlan: { hash: stage.planHash },
    askForApproval: { hash: stage.planHash },
    approvePlan: { hash: stage.planHash },
    refusePlan: { hash: stage.planHash, comment: "not now" },
    commentPlan: { comment: "why now?" },
    setRunRate: { ratePerSecond: 5 },
    assignFailureClass: { owner: "checkout" },
    snoozeFailureClass: { until: { kind: "escalates" } },
    dismissFailureClass: { reason: "known noise" },
    addClassNote: { text: "Seen before." },
    createIssue: { channelId: "chn_00000000000000000001" },
    setClassRunbook: { url: null },
    mergeFailureClasses: { intoId: "fc_00000000000000000001" },
    suppressFinding: { reason: "replaced in May", until: new Date(Date.now() + 86_400_000).toISOString() },
    revealMessage: { reason: "a customer asked" },
    testEvent: { event: "{}" },
    mergePipelines: { otherId: "pl_00000000000000000002" },
    addReviewNote: { text: "said" },
    createReviewAction: { text: "Mend it", owner: "checkout" },
    updateReviewAction: { version: 1, owner: "checkout" },
    splitPipeline: { atArn: "arn:aws:sqs:eu-central-1:111111111111:orders", name: "Half" },
    markAlertNoise: { isNoise: true },
    addPipelineRule: { kind: "join", match: { name: "paid-*" } },
    previewReplay: { from: "2026-11-21T10:00:00Z", until: "2026-11-21T11:00:00Z", allRules: true },
  };
  return bodies[id] ?? {};
}

const QUERIES: Partial<Record<OperationId, string>> = {
  groupFailures: "?by=error",
  listFilterSuggestions: "?typed=cau",
  previewSelection: "",
};

/** Asks about the real object, as validly as can be. */
export function askValidly(stage: Stage, id: OperationId, headers: HeadersInit): Promise<Response> {
  const entry: Endpoint = contract[id];
  const kind = /([\w-]+)\/\{id\}/.exec(entry.path)?.[1] ?? "";
  const object = (stage.objects as Record<string, string>)[kind] ?? "none";
  const path = entry.path.replace("{id}", object).replace("{ruleId}", "plr_00000000000000000001");
  return send(stage, entry, path + (QUERIES[id] ?? ""), bodyOf(id, stage), headers);
}

/** Asks so that only rights can be the reason of a 401 or 403: nothing that exists is named, and a field too many is sent. */
export function askInVain(stage: Stage, id: OperationId, headers: HeadersInit): Promise<Response> {
  const entry: Endpoint = contract[id];
  const path = entry.path.replace("{id}", "none") + (entry.method === "GET" ? (QUERIES[id] ?? "") : "");
  return send(stage, entry, path, { surprise: 1 }, headers);
}

function send({ door }: Stage, { method }: Endpoint, path: string, body: object, headers: HeadersInit) {
  const init = method === "GET" ? {} : json(body, {}, method);
  return door.send(path, { ...init, headers: { ...init.headers, ...headers } });
}
