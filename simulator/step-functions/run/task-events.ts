import { type ErrorOutput, StateFailure } from "../language/execution-error";
import type { HistoryEvent } from "./history";

type Event = readonly [type: string, at: number, details?: HistoryEvent["details"]];

/** The history events of a task, which differ between a function's ARN and a connected service. */
export class TaskEvents {
  readonly #isFunction: boolean;
  readonly #target: { readonly resourceType: string; readonly resource: string };

  constructor(
    private readonly resource: string,
    private readonly region: string,
  ) {
    const [resourceType = "", name = ""] = resource.split(":").slice(-2);
    this.#isFunction = !resource.includes(":states:::");
    this.#target = { resourceType, resource: name };
  }

  scheduled(input: unknown, timeoutInSeconds: number | undefined, at: number): Event {
    const timeout = timeoutInSeconds === undefined ? {} : { timeoutInSeconds };
    if (this.#isFunction) return ["LambdaFunctionScheduled", at, { resource: this.resource, input, ...timeout }];
    return ["TaskScheduled", at, { ...this.#target, region: this.region, parameters: input, ...timeout }];
  }

  started(at: number): Event {
    return this.#isFunction ? ["LambdaFunctionStarted", at] : ["TaskStarted", at, this.#target];
  }

  succeeded(output: unknown, at: number): Event {
    if (this.#isFunction) return ["LambdaFunctionSucceeded", at, { output }];
    return ["TaskSucceeded", at, { ...this.#target, output }];
  }

  timedOut(at: number): Event {
    const error = "States.Timeout";
    if (this.#isFunction) return ["LambdaFunctionTimedOut", at, { error }];
    return ["TaskTimedOut", at, { ...this.#target, error }];
  }

  /** Records the failure and gives it back to be thrown. */
  failure({ error, cause }: ErrorOutput, add: (...event: Event) => void, at: number): StateFailure {
    if (this.#isFunction) add("LambdaFunctionFailed", at, { error, cause });
    else add("TaskFailed", at, { ...this.#target, error, cause });
    return new StateFailure(error, cause);
  }
}
