import { nameOfArn } from "@/lib/core/arn";
import { type ReadCall, readScheduledCall } from "@/lib/core/events/scheduled-call";
import type { OriginKind } from "@/lib/core/failures/origins/origin";
import type { Sql } from "@/lib/db/connect";
import { findLivingResources, type LivingResource } from "@/lib/db/living-resources";
import type { Ctx } from "../../context";
import type { Selected } from "../selected";
import type { Aim, Aimer } from "./aim";
import { calledPlaces } from "./called-places";
import { eachKept } from "./kept-bodies";
import { otherOrigins } from "./other-origins";
import { outsideProblems } from "./outside";

const FITTING: readonly OriginKind[] = ["scheduler"];

/** What a letter says is to be called, and the target that it names. */
interface Letter {
  readonly call: ReadCall;
  readonly targetArn: string | undefined;
}

/** Each dead letter of a schedule to what its own input says: the calls are read from the kept bodies. */
export const aimAtScheduledCall: Aimer = async (ctx, db, { queue, chosen }) => {
  const letters = await readLetters(ctx, db, chosen);
  const calls = letters.map((letter) => letter?.call);
  const arns = calls.map((call) => (call && call.kind !== "none" ? call.placeArn : null));
  const { places, configuration } = await calledPlaces(db, arns);
  const { problems, warnings } = await askSchedules(db, queue.arn, chosen, letters);
  return {
    arns,
    places,
    configuration,
    problems: [
      ...otherOrigins(chosen, FITTING),
      ...problemsOf(calls, arns),
      ...problems,
      ...outsideProblems(queue.arn, arns),
    ],
    warnings,
  } satisfies Aim;
};

/** Undefined for a message of another origin. */
async function readLetters(ctx: Ctx, db: Sql, chosen: readonly Selected[]): Promise<(Letter | undefined)[]> {
  const letters = new Map<string, Letter>();
  const ours = chosen.filter(({ originKind }) => originKind === "scheduler");
  await eachKept(ctx, db, ours, ({ messageRowId }, whole) => {
    const call = whole ? readScheduledCall(whole) : NOT_KEPT;
    letters.set(messageRowId, { call, targetArn: whole?.attributes.TARGET_ARN?.stringValue?.trim() });
  });
  return chosen.map(({ messageRowId }) => letters.get(messageRowId));
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

interface Told {
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}
type Schedule = LivingResource<"schedule">;

/**
 * Whoever may send to the dead-letter queue can write such a letter: where its schedule is there, the two must agree. One
 * that ran once is gone by then, and nobody is left to ask.
 */
async function askSchedules(
  db: Sql,
  queueArn: string,
  chosen: readonly Selected[],
  letters: readonly (Letter | undefined)[],
): Promise<Told> {
  const used = new Map<string, Letter[]>();
  chosen.forEach(({ anchorArn }, index) => {
    const letter = letters[index];
    if (anchorArn !== null && letter && letter.call.kind !== "none")
      used.set(anchorArn, [...(used.get(anchorArn) ?? []), letter]);
  });
  if (used.size === 0) return { problems: [], warnings: [] };
  const schedules = await findLivingResources(db, "schedule", [...used.keys()]);
  const gone = [...used.keys()].filter((arn) => !schedules.some((schedule) => schedule.arn === arn));
  return {
    problems: schedules.flatMap((schedule) => whyNotIts(schedule, queueArn, used.get(schedule.arn) ?? []) ?? []),
    warnings: [
      "The time that these were scheduled for has passed: what is called now does not see it was late, unless its input says so.",
      ...gone.map(
        (arn) =>
          `Schedule ${nameOfArn(arn)} is not there any more. Its dead letters say themselves what to call; nobody else vouches for it.`,
      ),
    ],
  };
}

function whyNotIts({ name, config }: Schedule, queueArn: string, letters: readonly Letter[]): string | undefined {
  if (config.deadLetterArn !== queueArn)
    return `As far as we know, schedule ${name} does not send the calls that it cannot make to this queue, and anybody who may send here can claim it.`;
  const others = letters.filter((letter) => !isItsCall(config.targetArn, letter));
  const places = [...new Set(others.flatMap(({ call }) => (call.kind === "none" ? [] : [nameOfArn(call.placeArn)])))];
  return others.length === 0
    ? undefined
    : `Schedule ${name} calls ${nameOfArn(config.targetArn)}, and ${others.length} of these say ${places.join(", ")}: it was another call then, or somebody else wrote them. Run the schedule again, or redirect them.`;
}

/** Of a universal target only the API is known to the inventory: its input says the rest. */
function isItsCall(scheduledArn: string, { call, targetArn }: Letter): boolean {
  if (scheduledArn.includes(":aws-sdk:")) return targetArn === scheduledArn;
  return call.kind !== "none" && call.placeArn === scheduledArn;
}
