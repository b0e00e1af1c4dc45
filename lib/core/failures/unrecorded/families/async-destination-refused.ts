import { type LossFamily, untold } from "../family";
import { asWatched, hasFailureDestination, INVOKE_AGAIN } from "./async-functions";

/**
 * Records that did not reach a destination of a function with a failure destination. The metric does not tell success
 * records from failure records; the title says so.
 */
export const asyncDestinationRefused: LossFamily = {
  name: "async-destination-refused",
  originKind: "async-invocation",
  record: "count-only",
  namespace: "AWS/Lambda",
  metric: "DestinationDeliveryFailures",
  unit: "record",
  title: "Records lost: a destination of the function did not take what Lambda sent it",
  cause: untold(
    "mostly the function's role may not send to the destination, it is gone, or the record is too large for it",
  ),
  wayBack: INVOKE_AGAIN,
  watched: ({ all }) => all("function").filter(hasFailureDestination).map(asWatched),
};
