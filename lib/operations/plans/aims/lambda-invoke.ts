import { nameOfArn, parseArn } from "@/lib/core/arn";
import { Invalid } from "@/lib/core/errors";
import type { FailureSender, OriginKind } from "@/lib/core/failures/origins/origin";
import { unqualified } from "@/lib/core/inventory/unqualified";
import type { Sql } from "@/lib/db/connect";
import { readQueueTies } from "@/lib/db/origin-graph";
import type { Ctx } from "../../context";
import type { Selected } from "../selected";
import { type AimAt, type Aimer, asSeenBy } from "./aim";
import { type FunctionPlaces, functionPlaces } from "./function-places";
import { readInvocationRecords } from "./invocation-records";
import { otherOrigins } from "./other-origins";
import { outsideProblems } from "./outside";

const FITTING: readonly OriginKind[] = ["lambda-async", "lambda-destination"];

/** What is known of one message before it is received again. */
interface Aimed {
  readonly arn: string | null;
  readonly problem?: "unnamed" | "succeeded" | "stranger" | "other";
}

/**
 * Each event to the function that failed on it: a destination record names it with its version or alias, of a dead-letter
 * queue the inventory knows it while exactly one function names that queue. Else a person names it.
 */
export const aimAtFunction: Aimer = async (ctx, db, at) => {
  const { queue, chosen, destinationArn } = at;
  if (destinationArn !== null && parseArn(destinationArn)?.service !== "lambda")
    throw new Invalid("An event goes to a function.", [
      { field: "destinationArn", message: "must be the ARN of a function" },
    ]);
  const { namedBy } = await readQueueTies(db, queue.arn);
  const functions = namedBy.filter(({ kind }) => kind === "function");
  const aimed = await aimAll(ctx, db, at, functions);
  const arns = aimed.map(({ arn }) => arn);
  const { places, configuration } = await placesSeen(ctx, db, arns, { named: destinationArn, functions });
  const problems = [
    ...otherOrigins(chosen, FITTING),
    ...problemsOf(aimed, at, functions),
    ...outsideProblems(queue.arn, arns),
  ];
  return { arns, places, configuration, problems, warnings: pinned(arns) };
};

/** A function that only a person's word ties to this queue must be one that this person sees. */
async function placesSeen(
  { actor }: Ctx,
  db: Sql,
  arns: readonly (string | null)[],
  { named, functions }: { readonly named: string | null; readonly functions: readonly FailureSender[] },
): Promise<FunctionPlaces> {
  const found = await functionPlaces(db, arns);
  if (named === null || functions.some(({ arn }) => arn === unqualified(named))) return found;
  const places = found.places.map((place) => asSeenBy(actor, place));
  return places.every(({ isKnown }) => isKnown) ? found : { places, configuration: {} };
}

/** A numbered version is what it was, whatever was repaired since. */
function pinned(arns: readonly (string | null)[]): string[] {
  const versions = [...new Set(arns.filter((arn) => arn !== null && /:\d+$/.test(arn)))].sort();
  return versions.map((arn) => {
    const base = unqualified(arn ?? "");
    return `These failed in version ${arn?.slice(base.length + 1)} of ${nameOfArn(base)}, and go back to it: a repaired function has another. To take the newest code, name ${base}:$LATEST as the destination.`;
  });
}

async function aimAll(
  ctx: Ctx,
  db: Sql,
  { chosen, destinationArn }: AimAt,
  functions: FailureSender[],
): Promise<Aimed[]> {
  const dead = deadLettering(functions);
  const only = dead.length === 1 ? (dead[0] ?? null) : null;
  const records = await readInvocationRecords(
    ctx,
    db,
    chosen.filter(({ originKind }) => originKind === "lambda-destination"),
  );
  return chosen.map((message) => {
    if (message.originKind === "lambda-async") return ofDeadLetter(destinationArn, only, dead);
    if (message.originKind !== "lambda-destination") return { arn: null };
    const record = records.get(message.messageRowId);
    if (record?.condition === "Success") return { arn: null, problem: "succeeded" };
    return ofRecord(destinationArn, functionOf(message, record?.functionArn), functions);
  });
}

/** The dead letter itself names no function. */
function ofDeadLetter(named: string | null, only: string | null, candidates: readonly string[]): Aimed {
  if (named === null) return only === null ? { arn: null, problem: "unnamed" } : { arn: only };
  const isCandidate = candidates.length === 0 || candidates.includes(unqualified(named));
  return isCandidate ? { arn: named } : { arn: null, problem: "unnamed" };
}

/**
 * A record can be written by whoever may send to the queue: it is believed where that function names this queue for its
 * failures, or where a person names the function too.
 */
function ofRecord(named: string | null, recorded: string | null, functions: readonly FailureSender[]): Aimed {
  if (recorded === null) return { arn: named, ...(named === null ? { problem: "unnamed" as const } : {}) };
  const base = unqualified(recorded);
  if (named !== null) return unqualified(named) === base ? { arn: named } : { arn: null, problem: "other" };
  return functions.some(({ arn }) => arn === base) ? { arn: recorded } : { arn: recorded, problem: "stranger" };
}

/** With its qualifier where the record was kept readable; else whatever version the received record will name. */
function functionOf({ anchorArn }: Selected, recorded: string | null | undefined): string | null {
  if (recorded && parseArn(recorded)?.service === "lambda") return recorded;
  return anchorArn !== null && parseArn(anchorArn)?.service === "lambda" ? anchorArn : null;
}

/** Functions whose dead-letter queue it is. */
function deadLettering(functions: readonly FailureSender[]): string[] {
  return [...new Set(functions.filter(({ part }) => part === "async").map(({ arn }) => arn))];
}

function problemsOf(aimed: readonly Aimed[], { destinationArn, queue }: AimAt, functions: FailureSender[]): string[] {
  const count = (problem: Aimed["problem"]) => aimed.filter((one) => one.problem === problem).length;
  const dead = deadLettering(functions);
  const candidates =
    dead.length > 0 ? `${dead.length} name this queue: ${dead.join(", ")}` : "none that we know names this queue";
  const strangers = [...new Set(aimed.flatMap(({ arn, problem }) => (problem === "stranger" && arn ? [arn] : [])))];
  return [
    ...(count("succeeded") > 0
      ? [
          `${count("succeeded")} of these are records of successes: nothing has to go back. Leave them out, or discard them.`,
        ]
      : []),
    ...(count("unnamed") > 0
      ? [
          `${count("unnamed")} of these do not say which function they belong to, and ${candidates}. Name one as the destination.`,
        ]
      : []),
    ...(count("other") > 0
      ? [`${count("other")} of these belong to another function than ${nameOfArn(unqualified(destinationArn ?? ""))}.`]
      : []),
    ...strangers.map(
      (arn) =>
        `As far as we know, ${nameOfArn(unqualified(arn))} does not send its failures to ${queue.name}, and anybody who may send here can claim it. If you know that it did, name it as the destination.`,
    ),
  ];
}
