import { unqualified } from "@/lib/core/inventory/unqualified";
import { failedInvocation } from "@/lib/core/invocations/failed-invocation";
import { drainingDriver } from "./draining/drain";
import type { Claimed, Effect, EffectResult } from "./draining/effect";
import type { Work } from "./driver";
import { invokeAll } from "./invoke-function";

/**
 * Lambda: we invoke the function that failed, asynchronously, with the event as it was, in the version or alias that the
 * record names, and delete the message after Lambda has taken it. The worker does every step in the account's operate role.
 */
export const lambdaInvoke = drainingDriver("lambda-invoke", async () => effect);

const effect: Effect = {
  doneState: "redriven",
  isRepeatable: false,
  batches: (claimed) => claimed.map((one) => [one]),
  perform: (work, batch) => Promise.all(batch.map((one) => invoke(work, one))),
};

async function invoke(work: Work, { item, message, content }: Claimed): Promise<EffectResult> {
  const found = failedInvocation(message, content.body);
  if (found.kind === "none") return { kind: "rejected", reason: found.reason };
  const place = item.destinationArn ?? "";
  // The plan froze the function; the record in hand must be of the same one, or somebody else's was put into its class.
  if (found.functionArn !== null && unqualified(found.functionArn) !== unqualified(place))
    return { kind: "rejected", reason: `its record names ${found.functionArn}, the plan ${place}` };
  const isQualified = place !== unqualified(place);
  return invokeAll(work, isQualified ? place : (found.functionArn ?? place), place, [found.payload]);
}
