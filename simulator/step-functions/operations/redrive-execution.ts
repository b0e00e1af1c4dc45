import { AwsError } from "../../aws-error";
import type { Call } from "../../service";
import { textIn } from "../../wire/input";
import { executionDoesNotExist, validationError } from "../errors";
import { executionIn } from "../find-by-arn";
import { whyNotRedrivable } from "../run/redrivability";
import { redrive } from "../run/redrive";
import { runningOf } from "../run/running";

const TOKEN_MS = 15 * 60_000;
const KEPT_TOKENS = 10;

/**
 * Step Functions RedriveExecution: goes on from the step that failed, with the definition of the start. A client token
 * among the last ten, used within 15 minutes, gives the first answer again.
 */
export function RedriveExecution(call: Call, input: Readonly<Record<string, unknown>>) {
  const { execution, machine } = executionIn(call, input);
  const now = call.world.clock.now();
  const token = textIn(input, "clientToken");
  if (token !== undefined && !/^[!-~]{1,64}$/.test(token)) throw validationError("Invalid clientToken");
  const recent = execution.redrives.slice(-KEPT_TOKENS).filter(({ at }) => at > now - TOKEN_MS);
  const before = token === undefined ? undefined : recent.find((one) => one.token === token);
  if (before) return { redriveDate: new Date(before.at) };
  const reason = whyNotRedrivable(execution, machine, now);
  if (reason) throw new AwsError("ExecutionNotRedrivable", reason);
  const running = runningOf(call.world, execution.arn, now);
  if (!running) throw executionDoesNotExist(execution.arn);
  redrive(running, token);
  return { redriveDate: new Date(now) };
}
