import type { Evidence } from "@/lib/contract/evidence";
import { mayOn } from "@/lib/core/actor";
import { MOST_CALLS_A_MESSAGE, MOST_CALLS_AN_HOUR } from "@/lib/core/failures/evidence/budget";
import { keepsText } from "@/lib/core/queues/queue";
import type { ClassView } from "@/lib/db/classes";
import type { Sql } from "@/lib/db/connect";
import { type EvidenceAsk, type FindingRow, findAsk, listEvidence, spentCalls } from "@/lib/db/evidence";
import { findQueue } from "@/lib/db/queues";
import type { Ctx } from "../context";
import { maskedRow } from "../privacy/mask-kept";
import { maskingUntilSwept } from "../privacy/remask-progress";

/**
 * What was found beside the messages of a class, as this actor may see it: lines of logs hold customers' data in clear, so
 * they need the right to read bodies, and a queue of which text is kept now.
 */
export async function showEvidence(ctx: Ctx, db: Sql, found: ClassView): Promise<Evidence> {
  const { scope } = ctx.actor;
  const ask = await findAsk(db, scope, found.id);
  const findings = await listEvidence(db, scope, found.id);
  const queue = found.queueId === null ? undefined : await findQueue(db, found.queueId);
  const showsLines =
    mayOn(ctx.actor, "bodies.read", found.accountId, found.anchorArn) && keepsText(queue?.capture ?? "none");
  const usedCalls = await spentCalls(db, found.accountId, found.region);
  const masking = await maskingUntilSwept(db, ctx.keyring);
  return {
    ...stateOf(found, ask, usedCalls),
    budget: { usedCalls, mostCalls: MOST_CALLS_AN_HOUR },
    findings: findings.map((row) => showFinding(masking ? maskedRow(row, masking) : row, showsLines)),
  };
}

/** Whether its messages say themselves why they failed, or are none that anything could be found beside. */
export function carriesError(found: Pick<ClassView, "normalisedError" | "record">): boolean {
  return found.normalisedError !== "" || found.record !== "messages";
}

function stateOf(
  found: ClassView,
  ask: EvidenceAsk | undefined,
  usedCalls: number,
): Pick<Evidence, "state" | "note" | "askedAt" | "doneAt"> {
  if (carriesError(found)) {
    const note =
      found.record === "messages"
        ? "The messages carry their error themselves."
        : "There are no messages beside which anything could be found.";
    return { state: "carried", note, askedAt: null, doneAt: null };
  }
  if (!ask) return { state: "not-asked", note: "Nobody has looked yet.", askedAt: null, doneAt: null };
  const { state, askedAt, doneAt } = ask;
  if (state === "looking") return { state, note: "The worker is looking.", askedAt, doneAt };
  const waiting = isSpent(usedCalls)
    ? `This hour's ${MOST_CALLS_AN_HOUR} calls for evidence in this account and Region are used up; its turn comes after that.`
    : "The worker looks when its turn comes, mostly within seconds.";
  return { state, note: ask.note ?? waiting, askedAt, doneAt };
}

function isSpent(usedCalls: number): boolean {
  return MOST_CALLS_AN_HOUR - usedCalls < MOST_CALLS_A_MESSAGE;
}

function showFinding(row: FindingRow, showsLines: boolean): Evidence["findings"][number] {
  const { normalisedError: _, lines, ...shown } = row;
  return { ...shown, lines: showsLines ? lines : [] };
}
