import { type FieldError, Invalid } from "@/lib/core/errors";
import { isAboutExecutions } from "@/lib/core/plans/action";
import type { ParsedInput } from "../operation";
import type { ResourceWish } from "./about-resource";

type Input = ParsedInput<"createPlan">;

/** Refuses, by field, what a plan about a resource would leave out without a word: it would be another plan than was asked for. */
export function refuseForeignTerms(input: Input, { kind }: ResourceWish): void {
  const wrong = [...ofMessages(input), ...(kind === "replay" ? ofStages(input) : ofExecutions(input))];
  if (wrong.length === 0) return;
  const what = kind === "replay" ? "a replay" : "a plan about executions";
  throw new Invalid(`This means nothing for ${what}: ${wrong.map(({ field }) => field).join(", ")}.`, wrong);
}

function ofExecutions({ action, selection, driver }: Input): FieldError[] {
  return [
    ...when(action !== "redrive", "action", "must be redrive: executions are no messages"),
    ...when("q" in selection && selection.q !== undefined, "selection.q", "is for messages; name executions instead"),
    ...when(driver !== undefined && !isAboutExecutions(driver), "driver", "must be one for executions"),
  ];
}

function ofMessages({ duplicates, doesMark, itemOrder }: Input): FieldError[] {
  return [
    ...when(duplicates === "hold", "duplicates", "leave it out: nothing is ever asked for twice"),
    ...when(doesMark, "doesMark", "leave it out: there is no message to mark"),
    ...when(itemOrder !== "oldest-first", "itemOrder", "leave it out: there are no bystanders"),
  ];
}

/** EventBridge paces a replay, and nobody is told what came of it. */
function ofStages({ ratePerSecond, stages, stageObservationSeconds, observationSeconds }: Input): FieldError[] {
  const given = { ratePerSecond, stages, stageObservationSeconds, observationSeconds };
  return Object.entries(given).flatMap(([field, value]) =>
    when(value !== undefined, field, "leave it out: EventBridge paces a replay"),
  );
}

function when(isWrong: boolean, field: string, message: string): FieldError[] {
  return isWrong ? [{ field, message }] : [];
}
