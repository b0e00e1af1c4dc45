import { NotFound } from "@/lib/core/errors";
import type { EffectResult } from "./draining/effect";
import type { Work } from "./driver";

/**
 * Invokes a function of the plan once for each payload, in order, and says what came of all of them as one. It throws only
 * while none was handed over.
 */
export async function invokeAll(
  work: Work,
  functionArn: string,
  placeArn: string,
  payloads: readonly string[],
): Promise<EffectResult> {
  if (!work.plan.detail.destinationArns.includes(placeArn)) throw new NotFound("destination in this plan", placeArn);
  let firstRequestId: string | null = null;
  for (const [index, payload] of payloads.entries()) {
    const result = await work.aws.lambda.invokeAsync({ functionArn, payload }).catch((error: unknown) => {
      if (index === 0) throw error;
      return { kind: "unknown", reason: error instanceof Error ? error.message : "no answer" } as const;
    });
    if (result.kind !== "accepted") {
      const reason = result.kind === "rejected" ? `${result.code}: ${result.message}` : result.reason;
      if (index === 0) return { kind: result.kind, reason };
      return { kind: "unknown", reason: `the function has ${index} of ${payloads.length} parts; then: ${reason}` };
    }
    firstRequestId ??= result.requestId;
  }
  return { kind: "done", destinationMessageId: firstRequestId };
}
