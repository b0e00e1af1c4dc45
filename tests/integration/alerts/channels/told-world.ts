import { randomBytes } from "node:crypto";
import type { InputOf } from "@/lib/contract";
import type { AlertMessage } from "@/lib/core/alerts/notification";
import { idFrom } from "@/lib/core/ids";
import { inTransaction } from "@/lib/db/connect";
import { queueNotification } from "@/lib/db/notifications";
import { execute, firstRow, rows, sql } from "@/lib/db/query";
import type { WorkerCtx } from "@/lib/operations/worker-context";
import type { Office } from "@/tests/support/world";

export const newId = (kind: Parameters<typeof idFrom>[0]) => idFrom(kind, Date.now(), randomBytes(10));

/** A message about an alert, with text in it that every form has to keep harmless. */
export function messageAbout(alertId: string | null, change: Partial<AlertMessage> = {}): AlertMessage {
  return {
    kind: "opened",
    dedupKey: `dlo:${alertId}`,
    alertId,
    number: 12,
    severity: "page",
    title: "charge-card fails <script>alert(1)</script> & more",
    openedAt: "2026-11-20T03:04:05.000Z",
    resolvedAt: null,
    acknowledgedBy: null,
    owner: "payments",
    team: "shop",
    environment: "prd",
    accounts: ["shop 111"],
    regions: ["eu-central-1"],
    pipelines: [{ name: "orders", url: "https://dlo.example/pipelines/pl_1" }],
    reasons: [
      {
        condition: "class-new",
        subject: "Card <declined>",
        sentence: "47 messages in 5 minutes & rising.",
        since: "2026-11-20T03:00:00.000Z",
        url: "https://dlo.example/classes/fc_1?a=1&b=2",
      },
    ],
    moreCount: 2,
    lastRun: "R-7 returned 3 of 40",
    suspect: "charge-card was deployed at 02:58",
    timeToLoss: "in 3 days",
    runbook: "https://wiki.example/charge-card",
    openUrl: "https://dlo.example/alerts/alr_1",
    acknowledgeUrl: "https://dlo.example/alerts/alr_1/acknowledge",
    links: [{ label: "CloudWatch", url: "https://console.aws.example/cloudwatch" }],
    ...change,
  };
}

type NewChannel = InputOf<"createChannel">;
/** A channel of the office, through its door. */
export function addChannel(office: Office, channel: NewChannel) {
  return office.ask("createChannel", channel);
}
export function addWebhook(office: Office, url: string, name = "hook") {
  const secret = { signingKey: "a-signing-key-of-ours" };
  return addChannel(office, { kind: "webhook", name, config: { url }, secret });
}

/** Puts a message about an alert into the outbox, as judging does; returns its id. */
export async function queue(office: Office, channelId: string, message: AlertMessage): Promise<string> {
  const id = newId("notification");
  const { alertId, kind } = message;
  const made = { id, channelId, alertId, reviewId: null, kind, document: message };
  await inTransaction(office.workerDb, (tx) => queueNotification(tx, made));
  return id;
}

export async function notificationsOf(office: Office, channelId: string) {
  const { items } = await office.ask("listNotifications", { channelId, limit: 200 });
  return items.toReversed();
}
export async function channelOf(office: Office, id: string) {
  const found = (await office.ask("listChannels", {})).items.find((one) => one.id === id);
  if (!found) throw new Error(`no channel ${id}`);
  return found;
}

/** Gives a webhook another address. */
export async function moveTo(office: Office, id: string, url: string): Promise<void> {
  const { version, name, isOn } = await channelOf(office, id);
  await office.ask("updateChannel", { id, version, name, isOn, config: { url } });
}

/** Lets time pass for the database and, through `ctxAt`, for workers. */
export async function letPass(office: Office, seconds: number): Promise<void> {
  await execute(office.db, sql`UPDATE series.clock_shift SET shift = shift + make_interval(secs => ${seconds})`);
}
export async function workerNow(office: Office, id = "worker-1"): Promise<WorkerCtx> {
  const row = await firstRow<{ ms: number }>(
    office.db,
    sql`SELECT extract(epoch FROM shift)::float8 * 1000 AS ms FROM series.clock_shift`,
  );
  return { ...office.worker(id), now: () => new Date(Date.now() + (row?.ms ?? 0)) };
}

/** Everything that is in the database, as text. */
export async function dump(office: Office): Promise<string> {
  const tables = await rows<{ name: string }>(
    office.db,
    sql`SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'series')
          AND has_table_privilege(format('%I.%I', schemaname, tablename), 'SELECT')`,
  );
  const texts = await Promise.all(
    tables.map(({ name }) =>
      office.db.$queryRawUnsafe<{ text: string | null }[]>(`SELECT string_agg(t::text, E'\n') AS text FROM ${name} t`),
    ),
  );
  return texts
    .flat()
    .map(({ text }) => text ?? "")
    .join("\n");
}
