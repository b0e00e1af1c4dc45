import { randomBytes } from "node:crypto";
import { channelAnswer } from "@/lib/contract/channel-answers";
import type { Actor } from "@/lib/core/actor";
import { ANONYMOUS } from "@/lib/core/actor";
import { ANSWER_DAYS, type PagerDutyAnswer, pagerDutyAnswer } from "@/lib/core/alerts/delivery/pagerduty-answer";
import { NotFound } from "@/lib/core/errors";
import { idPattern } from "@/lib/core/ids";
import { findToldAlert, insertChannelAnswer } from "@/lib/db/channel-answers";
import { openChannel } from "@/lib/db/channel-secrets";
import { inTransaction } from "@/lib/db/connect";
import type { Ctx } from "../context";
import { noteDenial } from "../note-denial";
import { acknowledge, resolveByOther } from "./answer";
import { isSignedBy } from "./signature";

export interface SignedAnswer {
  readonly channelId: string;
  readonly body: Uint8Array;
  readonly signature: string | null;
}

/** Signs nothing: with it the work is the same for a channel that is not there. */
const NOBODYS = randomBytes(32).toString("hex");

/**
 * Takes what the other side of a channel says about an alert. Nobody is signed in here: the signature alone tells who speaks, and
 * without the right one there is no such channel. The same answer counts once, however often it is sent; what was signed and is no
 * answer, or is about no alert of that channel, does nothing.
 */
export async function takeChannelAnswer(asked: Ctx, { channelId, body, signature }: SignedAnswer): Promise<void> {
  const ctx = { ...asked, actor: ANONYMOUS, operation: channelAnswer.operationId };
  const secret = await secretOf(ctx, channelId);
  const isSigned = isSignedBy(secret ?? NOBODYS, body, signature);
  if (secret === undefined || !isSigned) {
    const object = { objectKind: "channel", objectId: null, asked: channelId.slice(0, 100) };
    await noteDenial(ctx, { operation: ctx.operation, capability: null, ...object, why: "signature" });
    throw new NotFound("such address in this API");
  }
  const answer = pagerDutyAnswer(Buffer.from(body).toString("utf8"));
  if (answer && !isTooOld(answer, ctx.now()))
    await take({ ...ctx, actor: actorOf(channelId, answer) }, channelId, answer);
}

async function secretOf(ctx: Ctx, channelId: string): Promise<string | undefined> {
  if (!idPattern("channel").test(channelId)) return undefined;
  const channel = await openChannel(ctx.db, ctx.keyring, channelId);
  const secret = channel?.kind === "pagerduty" ? channel.secret.webhookSecret : undefined;
  return typeof secret === "string" && secret !== "" ? secret : undefined;
}

function isTooOld({ at }: PagerDutyAnswer, now: Date): boolean {
  return now.getTime() - at.getTime() > ANSWER_DAYS * 24 * 3600 * 1000;
}

async function take(
  ctx: Ctx,
  channelId: string,
  { eventId, kind, dedupKey, byName, at }: PagerDutyAnswer,
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const told = await findToldAlert(tx, channelId, dedupKey, at);
    if (!told || told.isOvertaken) return;
    const { alertId } = told;
    if (!(await insertChannelAnswer(tx, { channelId, eventId, alertId, kind }))) return;
    const answer = { byName, via: "pagerduty", channelId } as const;
    if (kind === "acknowledged") await acknowledge(ctx, tx, alertId, answer);
    else await resolveByOther(ctx, tx, alertId, answer);
  });
}

/** A person whom PagerDuty vouches for, by way of this channel. */
function actorOf(channelId: string, { byName }: PagerDutyAnswer): Actor {
  return { ...ANONYMOUS, kind: "policy", id: `channel:${channelId}`, name: `${byName} (PagerDuty)` };
}
