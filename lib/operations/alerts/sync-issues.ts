import type { IssueTracker, WayOut } from "@/lib/channels/issue-tracker";
import { channelConfigs, channelSecrets } from "@/lib/contract/channel-fields";
import { EVERYTHING } from "@/lib/core/access/scope";
import { redactFailure } from "@/lib/core/alerts/delivery/redact-failure";
import { appendAudit } from "@/lib/db/audit";
import { openChannel } from "@/lib/db/channel-secrets";
import { getClass } from "@/lib/db/classes";
import { inTransaction, type Tx } from "@/lib/db/connect";
import * as issues from "@/lib/db/issue-links";
import { notifyChange } from "@/lib/db/notify";
import type { WorkerCtx } from "../worker-context";
import { issueOf } from "./issue-text";

const LEASE_SECONDS = 300;
/** What was not begun by then is left to whoever claims it next: two at one issue might make two. One takes a minute at most. */
const LAST_BEGIN_MS = (LEASE_SECONDS - 120) * 1000;
const PER_ROUND = 20;
/** A day and a half of tries, an hour apart at the most. */
const MOST_ATTEMPTS = 40;
const LONGEST_WAIT_SECONDS = 3600;
/** An open issue is looked at often; one that is closed or gone comes back seldom. */
const AGAIN_SECONDS = { open: 300, closed: 3600, unknown: 6 * 3600 } as const;

/**
 * Makes the issues that were asked for, and reads what became of those that are there. Idempotent: when a worker dies between making
 * one and writing that down, the next finds it by its marker. A tracker that does not answer is left alone for this round.
 */
export async function syncIssues(ctx: WorkerCtx): Promise<void> {
  const silent = new Set<string>();
  const startedAt = performance.now();
  for (const due of await issues.claimDueIssues(ctx.db, LEASE_SECONDS, PER_ROUND)) {
    ctx.signal.throwIfAborted();
    if (performance.now() - startedAt > LAST_BEGIN_MS) break;
    if (silent.has(due.channelId)) await issues.setIssueUnread(ctx.db, due.id, null, 60);
    else if (!(due.state === "asked" ? await make(ctx, due) : await look(ctx, due))) silent.add(due.channelId);
  }
}

interface Spoken {
  readonly tracker: IssueTracker;
  readonly config: unknown;
  readonly secret: unknown;
  readonly outside: WayOut;
  /** Words of the other side, as they may be shown and kept. */
  redact(reason: string): string;
}
async function spokenWith(ctx: WorkerCtx, { channelId, channelKind }: issues.DueIssue): Promise<Spoken | undefined> {
  const tracker = ctx.channels[channelKind]?.issues;
  const channel = await openChannel(ctx.db, ctx.keyring, channelId);
  const config = channelConfigs[channelKind].safeParse(channel?.config);
  const secret = channelSecrets[channelKind].safeParse(channel?.secret);
  if (!tracker || !config.success || !secret.success) return undefined;
  const outside: WayOut = { fetch: ctx.outsideFetch, now: () => ctx.now(), signal: ctx.signal };
  const redact = (reason: string) => redactFailure(reason, Object.values(secret.data));
  return { tracker, config: config.data, secret: secret.data, outside, redact };
}

/** False when the tracker is to be left alone. */
async function make(ctx: WorkerCtx, due: issues.DueIssue): Promise<boolean> {
  const found = await getClass(ctx.db, EVERYTHING, due.classId);
  const spoken = await spokenWith(ctx, due);
  if (!found || !spoken) {
    await settle(ctx, due, (tx) =>
      issues.setIssueFailed(tx, due.id, "The class or the tracker is not there any more."),
    );
    return true;
  }
  const issue = issueOf({ ...found, id: due.classId }, ctx.settings.baseUrl, new Date(due.askedAt));
  const made = await spoken.tracker.create(issue, spoken.config, spoken.secret, spoken.outside);
  if (made.kind === "made") {
    await noteMade(ctx, due, made);
    return true;
  }
  const reason = spoken.redact(made.reason);
  if (made.kind === "refused" || due.attempts >= MOST_ATTEMPTS) await noteFailed(ctx, due, reason);
  else await later(ctx, due, { ...made, reason });
  return made.kind !== "retry";
}

async function look(ctx: WorkerCtx, due: issues.DueIssue): Promise<boolean> {
  const spoken = await spokenWith(ctx, due);
  if (!spoken || due.externalId === null) return true;
  const isThere = due.url === null || spoken.tracker.holds(due.url, spoken.config);
  const read = isThere
    ? await spoken.tracker.read(due.externalId, spoken.config, spoken.secret, spoken.outside)
    : ({ kind: "absent", reason: "The channel leads to another place now, so nobody reads this one." } as const);
  if (read.kind === "unread") {
    await later(ctx, due, { ...read, reason: spoken.redact(read.reason) });
    return false;
  }
  const state = read.kind === "absent" ? "unknown" : read.kind;
  const failure = read.kind === "absent" ? spoken.redact(read.reason) : null;
  await settle(ctx, due, (tx) =>
    issues.setIssueRead(tx, due.id, { state, failure, againSeconds: AGAIN_SECONDS[state] }),
  );
  return true;
}

async function noteMade(
  ctx: WorkerCtx,
  due: issues.DueIssue,
  made: { externalId: string; url: string },
): Promise<void> {
  await settle(ctx, due, async (tx) => {
    const isNews = await issues.setIssueMade(tx, due.id, made);
    if (isNews) await audit(ctx, tx, due, "class.issue-made", { externalId: made.externalId, url: made.url });
    return isNews;
  });
}

async function noteFailed(ctx: WorkerCtx, due: issues.DueIssue, reason: string): Promise<void> {
  await settle(ctx, due, async (tx) => {
    const isNews = await issues.setIssueFailed(tx, due.id, reason);
    if (isNews) await audit(ctx, tx, due, "class.issue-failed", { reason });
    return isNews;
  });
}

function audit(
  ctx: WorkerCtx,
  tx: Tx,
  due: issues.DueIssue,
  action: "class.issue-made" | "class.issue-failed",
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { classId, accountId, channelId } = due;
  const object = { objectKind: "failure-class", objectId: classId, accountId };
  return appendAudit(tx, ctx, { action, ...object, detail: { channelId, ...detail } });
}

async function later(
  ctx: WorkerCtx,
  due: issues.DueIssue,
  { reason, retryAfterSeconds = 0 }: { reason: string; retryAfterSeconds?: number | undefined },
): Promise<void> {
  const waitSeconds = Math.min(LONGEST_WAIT_SECONDS, 30 * 2 ** Math.min(due.attempts, 10));
  await issues.setIssueUnread(ctx.db, due.id, reason, Math.max(waitSeconds, retryAfterSeconds));
  await notifyChange(ctx.db, { topic: "class", id: due.classId, accountId: due.accountId });
}

/** Commits what is known now, and tells open pages when it is news. */
async function settle(ctx: WorkerCtx, due: issues.DueIssue, write: (tx: Tx) => Promise<boolean>): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    if (await write(tx)) await notifyChange(tx, { topic: "class", id: due.classId, accountId: due.accountId });
  });
}
