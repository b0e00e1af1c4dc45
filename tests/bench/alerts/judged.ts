import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { firstRow, sql } from "@/lib/db/query";
import { deliverNotifications } from "@/lib/operations/alerts/deliver";
import { judgeAlerts } from "@/lib/operations/alerts/judge-alerts";
import { createOffice, type Office } from "../../support/world";
import { seed } from "../pipelines/seed";
import { type Spread, spreadOf } from "../spread";

const ROUNDS = 15;
const NOBODY = "http://127.0.0.1:1";

export interface JudgedAlerts {
  /** The judgement that opens all that the seed has: one incident of a thousand classes. */
  readonly firstSeconds: number;
  /** One in which nothing is new. */
  readonly tickSeconds: Spread;
  /** From the commit of a failure that came back until a channel has heard of it: one judgement, one delivery. */
  readonly toChannelSeconds: Spread;
  readonly openReasonCount: number;
  readonly alertCount: number;
}

/** Fills a database with 10,000 queues and 5,000 classes and judges them, with a webhook on this machine as the only channel. */
export async function measureAlerts(): Promise<JudgedAlerts> {
  const office = await createOffice(NOBODY);
  const client = new pg.Client({ connectionString: office.database.ownerUrl });
  await client.connect();
  const receiver = await openReceiver();
  try {
    await seed(client);
    await client.query(`UPDATE failure_class SET status = 'resolved', resolved_at = now() - interval '1 day'`);
    await client.query(`UPDATE account SET is_production = true`);
    await addWebhook(office, receiver.url);
    await judgeAlerts(office.worker());
    await client.query(`UPDATE failure_class SET status = 'regressed', status_at = now() WHERE right(id, 2) < '40'`);
    await client.query("ANALYZE");
    const firstSeconds = await timed(() => judgeAlerts(office.worker()));
    const ticks = await inRounds(() => timed(() => judgeAlerts(office.worker())));
    const toChannel = await inRounds((round) => timed(() => tellOf(office, client, receiver, round)));
    const counts = await firstRow<{ alerts: number; reasons: number }>(
      office.db,
      sql`SELECT count(DISTINCT alert_id)::int AS alerts, count(*)::int AS reasons FROM alert_reason WHERE resolved_at IS NULL AND condition LIKE 'class-%' AND class_id NOT LIKE 'fc_bench%'`,
    );
    return {
      firstSeconds,
      tickSeconds: spreadOf(ticks),
      toChannelSeconds: spreadOf(toChannel),
      openReasonCount: counts?.reasons ?? 0,
      alertCount: counts?.alerts ?? 0,
    };
  } finally {
    receiver.close();
    await client.end();
    await office.stop();
  }
}

/** A new incident of its own, judged and delivered as the worker does when it is told at once. */
async function tellOf(office: Office, client: pg.Client, receiver: Receiver, round: number): Promise<void> {
  const before = receiver.count();
  // An account of its own: what begins with a thousand others in one is a part of theirs.
  await client.query(
    `WITH place AS (INSERT INTO account (id, aws_account_id, name, environment, is_production, regions, external_id, created_at, updated_at)
       VALUES ('acc_bench' || $1::text, lpad($1::text, 12, '7'), 'bench', 'prd', true, '{eu-central-1}', 'x', now() - interval '1 day', now()) RETURNING id)
     INSERT INTO failure_class (id, account_id, region, anchor_arn, origin_kind, way_back, cause_kind, cause_reason, classifier, normalised_error,
       title, message_type, status, status_at, first_seen_at, last_seen_at, total_count, present_count, record)
     SELECT 'fc_bench' || $1::text, id, 'eu-central-1', 'arn:aws:lambda:eu-central-1:111111111111:function:own-' || $1::text, 'lambda', 'none', 'code', 'Own.', 'json-error 1',
       'Own' || $1::text, 'Own', 'Own', 'new', now(), now(), now(), 1, 1, 'executions' FROM place`,
    [String(round)],
  );
  await judgeAlerts(office.worker());
  await deliverNotifications(office.worker());
  if (receiver.count() === before) throw new Error("the channel has not heard of it");
}

type Receiver = Awaited<ReturnType<typeof openReceiver>>;
async function openReceiver() {
  let heard = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      heard += 1;
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hook`, count: () => heard, close: () => server.close() };
}

async function addWebhook(office: Office, url: string): Promise<void> {
  await office.ask("createChannel", {
    kind: "webhook",
    name: "bench",
    config: { url },
    secret: { signingKey: "a key of the bench" },
  });
}

async function inRounds(once: (round: number) => Promise<number>): Promise<number[]> {
  const found: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) found.push(await once(round));
  return found;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}
