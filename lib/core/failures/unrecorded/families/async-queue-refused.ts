import { type LossFamily, untold } from "../family";
import { asWatched, INVOKE_AGAIN } from "./async-functions";

/** Events that Lambda gave up and that the function's dead-letter queue or topic did not take. */
export const asyncQueueRefused: LossFamily = {
  name: "async-queue-refused",
  originKind: "async-invocation",
  record: "count-only",
  namespace: "AWS/Lambda",
  metric: "DeadLetterErrors",
  unit: "event",
  title: "Events lost: Lambda could not put them into the function's dead-letter queue",
  cause: untold(
    "mostly the function's role may not send to the queue, the queue is gone, or the event is too large for it",
  ),
  wayBack: INVOKE_AGAIN,
  watched: ({ all }) =>
    all("function")
      .filter(({ config }) => config.deadLetterArn !== null)
      .map(asWatched),
};
