import { idFrom } from "@/lib/core/ids";
import type { CheckedClient } from "./checked-client";
import type { Door } from "./door";

const AWS_ACCOUNT = "444444444444";
const REGION = "eu-central-1";
const arnOf = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${AWS_ACCOUNT}:${rest}`;
export const RULE_ARN = arnOf("events", "rule/paid");
export const DLQ_ARN = arnOf("sqs", "orders-dlq");

/**
 * A connected account with what a worker would have found there: a dead-letter queue where messages wait, a rule whose
 * target has nowhere to fail to, a dated change of it, and one service that could not be read.
 */
export async function seenShop(door: Door, { fits }: CheckedClient) {
  const role = (name: string) => `arn:aws:iam::${AWS_ACCOUNT}:role/dlo-${name}`;
  const { id: accountId } = await fits("createAccount", {
    awsAccountId: AWS_ACCOUNT,
    name: "Shop",
    environment: "sat",
    isProduction: false,
    regions: [REGION],
    readRoleArn: role("read"),
    operateRoleArn: role("operate"),
  });
  await fits("updateAccount", { id: accountId, isWritable: true });
  const queueId = await putQueue(door, accountId);
  const place = [accountId, REGION];
  const resourceId = newId("resource");
  await door.rows(
    `INSERT INTO resource (id, account_id, region, arn, kind, name, config, list_hash, first_seen_at, seen_at, read_at, changed_at)
     VALUES ($3, $1, $2, $4, 'rule', 'paid', '{"isEnabled":true,"targets":[]}', 'h', now(), now(), now(), now())`,
    [...place, resourceId, RULE_ARN],
  );
  await door.rows(
    `INSERT INTO config_change (id, account_id, region, arn, kind, at, field, before, after)
     VALUES ($3, $1, $2, $4, 'rule', now(), 'state', '"ENABLED"', '"DISABLED"')`,
    [...place, newId("change"), RULE_ARN],
  );
  const findingId = newId("finding");
  await door.rows(
    `INSERT INTO coverage_finding (id, account_id, region, rule, arn, part, kind, severity, confidence, summary, detail, first_seen_at, last_seen_at)
     VALUES ($3, $1, $2, 'target-without-dlq', $4, 'a', 'rule', 'high', 'certain', 'Its target a has no dead-letter queue.', $5, now(), now())`,
    [...place, findingId, RULE_ARN, { name: "paid", evidence: [{ label: "Target", value: "a" }], fix: null }],
  );
  await door.rows(
    `INSERT INTO capability_state (account_id, region, feature, state, missing_action, reason, fix, checked_at)
     VALUES ($1, $2, 'topics', 'denied', 'sns:ListTopics', 'refused', 'Allow sns:ListTopics.', now())`,
    place,
  );
  return { accountId, queueId, resourceId, findingId };
}

async function putQueue(door: Door, accountId: string): Promise<string> {
  const id = newId("queue");
  await door.rows(
    `INSERT INTO queue (id, account_id, region, arn, url, name, aws_created_at, is_fifo, is_dead_letter_queue, retention_seconds,
       visibility_timeout_seconds, max_message_bytes, discovered_at, seen_at)
     VALUES ($1, $2, $3, $4, 'http://x/orders-dlq', 'orders-dlq', now(), false, true, 345600, 30, 1048576, now(), now())`,
    [id, accountId, REGION, DLQ_ARN],
  );
  await door.rows(
    "INSERT INTO queue_state (queue_id, account_id, sampled_at, visible, in_flight, delayed) VALUES ($1, $2, now(), 5, 0, 0)",
    [id, accountId],
  );
  await door.rows(
    `INSERT INTO queue_listing (account_id, region, name, url, is_selected, seen_at)
     VALUES ($1, $2, 'orders-dlq', 'http://x/orders-dlq', true, now()), ($1, $2, 'orders', 'http://x/orders', true, now())`,
    [accountId, REGION],
  );
  return id;
}

function newId(kind: "queue" | "resource" | "finding" | "change"): string {
  return idFrom(kind, Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}
