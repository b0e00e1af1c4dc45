import { isJsonObject, parseJson, textMember } from "@/lib/core/messages/json";
import { causeOf } from "../cause";
import type { Cause } from "../cause-kind";
import type { MadeClass } from "../made-class";
import { normaliseError } from "../normalise";
import { titleOf } from "../title";
import { type BadEnd, endOf, keptExecutions } from "./families/executions";
import { UNRECORDED_VERSION } from "./loss-class";

/** How an execution ended. `error` and `cause` are null where Step Functions told none. */
export interface EndedExecution {
  readonly machineArn: string;
  readonly end: BadEnd;
  readonly error: string | null;
  readonly cause: string | null;
  /** In which state; null where nobody knows. It groups nothing: the same error in two states is one failure. */
  readonly failedState?: string | null;
}

/**
 * The class of an execution by its error: the same error of one state machine is one failure. `mask` takes out of its words
 * what must not be kept; what it is grouped by is a hash of the words as they were.
 */
export function executionClass(
  ended: EndedExecution,
  sha256: (text: string) => string,
  mask: (text: string) => string = (text) => text,
): MadeClass {
  const family = keptExecutions.find((one) => endOf(one) === ended.end);
  if (!family) throw new Error(`no family counts executions that end ${ended.end}`);
  const errorText = errorTextOf(ended);
  const normalisedError = errorText === null ? "" : normaliseError(errorText).toWellFormed();
  const cause = causeFor(ended, errorText) ?? family.cause;
  const parts = [family.name, ended.machineArn, cause.kind, normalisedError];
  const masked =
    errorText === null || mask(errorText) === errorText
      ? normalisedError
      : normaliseError(mask(errorText)).toWellFormed();
  return {
    fingerprint: `u${UNRECORDED_VERSION}-${sha256(JSON.stringify(parts))}`,
    anchorArn: ended.machineArn,
    originKind: family.originKind,
    wayBack: family.wayBack,
    causeKind: cause.kind,
    causeReason: [mask(cause.reason), stateWords(ended)].filter(Boolean).join(" "),
    classifier: "Step Functions DescribeExecution",
    normalisedError: masked,
    title:
      masked === ""
        ? WITHOUT_ERROR[ended.end]
        : titleOf({ normalisedError: masked, messageType: "execution" }).toWellFormed(),
    messageType: "execution",
  };
}

function stateWords({ failedState }: EndedExecution): string {
  return failedState ? `The first that was read ended in state ${failedState}.` : "";
}

const WITHOUT_ERROR: Readonly<Record<BadEnd, string>> = {
  FAILED: "Executions failed without an error",
  TIMED_OUT: "Executions timed out",
  ABORTED: "Executions were aborted",
};

/** What failed, in one text. The cause of a function that failed is JSON: its message counts, not its stack. */
export function errorTextOf({ error, cause }: Pick<EndedExecution, "error" | "cause">): string | null {
  const told = messageIn(cause) ?? cause;
  if (!error && !told) return null;
  return !error || told?.includes(error) ? told : [error, told].filter(Boolean).join(": ");
}

function messageIn(cause: string | null): string | undefined {
  const json = cause?.trimStart().startsWith("{") ? parseJson(cause) : undefined;
  if (!isJsonObject(json)) return undefined;
  const message = textMember(json, "errorMessage");
  const type = textMember(json, "errorType");
  return message && type ? `${type}: ${message}` : message;
}

function causeFor({ end, error }: EndedExecution, errorText: string | null): Cause | undefined {
  if (end !== "FAILED" || errorText === null) return undefined;
  return causeOf({ errorText, ...(error === null ? {} : { errorType: error }) });
}
