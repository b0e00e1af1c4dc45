import type { Operation } from "../../service";
import { invalidParameter, validationError } from "../errors";
import { locate } from "../function-name";
import { inRange } from "../read-settings";

/** An account runs at most 1,000 executions at once, and 100 of them cannot be reserved. */
const MOST_RESERVED = 900;

export const PutFunctionConcurrency: Operation = (call, input) => {
  const { fn } = locate(call, input);
  const reserved = inRange(input, "ReservedConcurrentExecutions", 0, Number.MAX_SAFE_INTEGER);
  if (reserved === undefined) throw validationError("reservedConcurrentExecutions", "null", "Member must not be null");
  const others = call.world.lambda.functions
    .list(fn.accountId, fn.region)
    .reduce((sum, one) => sum + (one === fn ? 0 : (one.reservedConcurrency ?? 0)), 0);
  if (others + reserved > MOST_RESERVED) {
    throw invalidParameter(
      "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
    );
  }
  fn.reservedConcurrency = reserved;
  return { ReservedConcurrentExecutions: reserved };
};

export const GetFunctionConcurrency: Operation = (call, input) => ({
  ReservedConcurrentExecutions: locate(call, input).fn.reservedConcurrency,
});

export const DeleteFunctionConcurrency: Operation = (call, input) => {
  delete locate(call, input).fn.reservedConcurrency;
};
