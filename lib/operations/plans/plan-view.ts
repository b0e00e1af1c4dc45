import type { Plan } from "@/lib/contract/plans";
import { type Actor, personOf } from "@/lib/core/actor";
import { whyNotYou } from "@/lib/core/approvals/standing";
import { isListed } from "@/lib/core/plans/action";
import { WAYS } from "@/lib/core/plans/ways";
import type { ReplayTerms } from "@/lib/core/replays/terms";
import type { Sql } from "@/lib/db/connect";
import type { PlanRow } from "@/lib/db/plans";
import { mayOnPlan } from "../access/may-on-plan";
import { readStandings, type Standing } from "../approvals/standing";

/** The terms of a replay as they are shown. */
export function showReplay({ ruleArns, ...terms }: ReplayTerms) {
  return { ...terms, ruleArns: ruleArns && [...ruleArns] };
}

/** Plans as they are shown to this actor, with where their approval stands now. */
export async function showPlans(db: Sql, actor: Actor, found: readonly PlanRow[]): Promise<Plan[]> {
  const standings = await readStandings(db, found);
  const shown: Plan[] = [];
  for (const row of found) {
    const standing = standings.get(row.id);
    const mayApprove = await mayOnPlan(db, actor, "plans.approve", row);
    if (standing) shown.push(showPlan(actor, row, standing, mayApprove));
  }
  return shown;
}

function showPlan(actor: Actor, row: PlanRow, standing: Standing, mayApprove: boolean): Plan {
  const { detail, createdByName, createdBy: _, createdByPerson: __, destinationArn: ___, ...rest } = row;
  const { environment: _e, isFifo: _f, visibleCount: _v, breakGlassReason, appliedByName, appliedAt, ...shown } = rest;
  const { subjectKind: kind, subjectName: name, subjectArn: arn, ...plan } = shown;
  const { change = null, asCode = null } = detail;
  const { overrides: _o, chosenDestinationArn: _c, ...terms } = detail;
  const { steps, consequence } = WAYS[row.driver];
  return {
    ...plan,
    ...terms,
    priceNote: detail.priceNote ?? null,
    subject: { kind, name, arn },
    replay: detail.replay ? showReplay(detail.replay) : null,
    steps: [...steps],
    consequence,
    // Too few approvals count any more: it waits again, whatever was written when there were enough.
    state: row.state === "approved" && standing.state === "awaiting" ? "awaiting-approval" : row.state,
    change,
    asCode,
    isScopeFrozen: isListed(row.driver) || change !== null,
    createdBy: createdByName,
    approval: showApproval(actor, row, standing, mayApprove),
    breakGlass:
      breakGlassReason !== null && appliedByName !== null && appliedAt !== null
        ? { reason: breakGlassReason, by: appliedByName, at: appliedAt }
        : null,
  };
}

function showApproval(
  actor: Actor,
  row: PlanRow,
  { needed, said, counting, sides, state }: Standing,
  mayApprove: boolean,
): Plan["approval"] {
  const approved = said.filter(({ kind }) => kind === "approved");
  const person = personOf(actor);
  return {
    needed: needed.count,
    reasons: [...needed.reasons],
    given: approved.map((one) => ({
      by: one.byName,
      at: one.at,
      comment: one.comment,
      counts: counting.some(({ id }) => id === one.id),
    })),
    state,
    askedBy: said.findLast(({ kind }) => kind === "asked")?.byName ?? null,
    askedAt: row.askedAt,
    expiresAt: row.expiresAt,
    isMine: sides.creatorPersonId === person || sides.askerPersonIds.includes(person),
    isApprovedByMe: approved.some(({ personId }) => personId === person),
    whyNotYou:
      whyNotYou(person, sides, []) ??
      (mayApprove ? null : "You may not approve or refuse plans of others here. Ask an admin."),
    said: said.map(({ kind, byName, at, comment }) => ({ kind, by: byName, at, comment })),
  };
}
