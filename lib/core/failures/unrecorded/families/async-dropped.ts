import { type LossFamily, untold } from "../family";
import { asWatched, hasFailureDestination, INVOKE_AGAIN } from "./async-functions";

/**
 * Asynchronous invocations that Lambda gave up at functions without dead-letter queue and failure destination. Lambda counts
 * the same where one of them took the event, so other functions are not asked. A destination of one alias counts for all:
 * the metric does not tell aliases apart.
 */
export const asyncDropped: LossFamily = {
  name: "async-dropped",
  originKind: "async-invocation",
  record: "count-only",
  namespace: "AWS/Lambda",
  metric: "AsyncEventsDropped",
  unit: "event",
  title: "Events lost: Lambda gave them up, and the function has no dead-letter queue or failure destination",
  cause: untold("the function failed at each try, or had no free concurrency until the event was too old"),
  wayBack: INVOKE_AGAIN,
  watched: ({ all, invokedAsync }) =>
    all("function")
      .filter((fn) => invokedAsync.has(fn.arn) && fn.config.deadLetterArn === null && !hasFailureDestination(fn))
      .map(asWatched),
};
