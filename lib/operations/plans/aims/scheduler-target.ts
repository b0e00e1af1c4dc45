import { nameOfArn } from "@/lib/core/arn";
import { type ReadCall, readScheduledCall } from "@/lib/core/events/scheduled-call";
import type { OriginKind } from "@/lib/core/failures/origins/origin";
import type { Sql } from "@/lib/db/connect";
import { findLivingResources } from "@/lib/db/living-resources";
import type { Ctx } from "../../context";
import type { Selected } from "../selected";
import type { Aim, Aimer } from "./aim";
import { calledPlaces } from "./called-places";
import { eachKept } from "./kept-bodies";
import { otherOrigins } from "./other-origins";
import { outsideProblems } from "./outside";

const FITTING: readonly OriginKind[] = ["scheduler"];

/** Each dead letter of a schedule to what its own input says: the calls are read from the kept bodies. */
export const aimAtScheduledCall: Aimer = async (ctx, db, { queue, chosen }) => {
  const calls = await readCalls(ctx, db, chosen);
  const arns = calls.map((call) => (call && call.kind !== "none" ? call.placeArn : null));
  const { places, configuration } = await calledPlaces(db, arns);
  return {
    arns,
    places,
    configuration,
    problems: [...otherOrigins(chosen, FITTING), ...problemsOf(calls, arns), ...outsideProblems(queue.arn, arns)],
    warnings: await warningsOf(db, chosen, arns),
  } satisfies Aim;
};

/** Undefined for a message of another origin. */
async function readCalls(ctx: Ctx, db: Sql, chosen: readonly Selected[]): Promise<(ReadCall | undefined)[]> {
  const calls = new Map<string, ReadCall>();
  const ours = chosen.filter(({ originKind }) => originKind === "scheduler");
  await eachKept(ctx, db, ours, ({ messageRowId }, whole) => {
    calls.set(messageRowId, whole ? readScheduledCall(whole) : NOT_KEPT);
  });
  return chosen.map(({ messageRowId }) => calls.get(messageRowId));
}

const NOT_KEPT: ReadCall = {
  kind: "none",
  why: "is not kept here whole, and only its body says what is to be called",
};

function problemsOf(calls: readonly (ReadCall | undefined)[], arns: readonly (string | null)[]): string[] {
  const counts = new Map<string, number>();
  for (const call of calls) if (call?.kind === "none") counts.set(call.why, (counts.get(call.why) ?? 0) + 1);
  const groupless = calls.filter(
    (call, index) =>
      (call?.kind === "send" || call?.kind === "publish") &&
      arns[index]?.endsWith(".fifo") &&
      call.groupId === undefined,
  ).length;
  return [
    ...[...counts].map(([why, count]) => (count === 1 ? `One of these ${why}.` : `Of ${count} of these, each ${why}.`)),
    ...(groupless > 0 ? [`${groupless} of these name no message group, and go to a FIFO queue or topic.`] : []),
  ];
}

/** Whoever may send to the dead-letter queue can write such a letter: where the schedule can vouch for it, it does. */
async function warningsOf(db: Sql, chosen: readonly Selected[], arns: readonly (string | null)[]): Promise<string[]> {
  const used = new Map<string, Set<string>>();
  chosen.forEach(({ originKind, anchorArn }, index) => {
    const arn = arns[index];
    if (originKind !== "scheduler" || anchorArn === null || !arn) return;
    used.set(anchorArn, (used.get(anchorArn) ?? new Set()).add(arn));
  });
  if (used.size === 0) return [];
  const schedules = await findLivingResources(db, "schedule", [...used.keys()]);
  const gone = [...used.keys()].filter((arn) => !schedules.some((schedule) => schedule.arn === arn));
  const changed = schedules.filter(
    ({ arn, config }) =>
      !config.targetArn.includes(":aws-sdk:") && [...(used.get(arn) ?? [])].some((place) => place !== config.targetArn),
  );
  return [
    "The time that these were scheduled for has passed: what is called now does not see it was late, unless its input says so.",
    ...gone.map(
      (arn) =>
        `Schedule ${nameOfArn(arn)} is not there any more. Its dead letters say themselves what to call; nobody else vouches for it.`,
    ),
    ...changed.map(
      ({ arn, name, config }) =>
        `Schedule ${name} calls ${nameOfArn(config.targetArn)} by now; these go to ${[...(used.get(arn) ?? [])].map(nameOfArn).join(", ")}.`,
    ),
  ];
}
