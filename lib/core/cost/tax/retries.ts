import type { UsdRange } from "../cost-line";
import { input, NOT_MEASURED, sumOf } from "../formulas/meter";
import { requestsFor } from "../formulas/payload";
import { requestsShare } from "./requests";
import type { TaxedPart, TaxRule, TaxShare } from "./tax";

const TEXT =
  "receives without a delete × price, and of functions: errors × what an invocation costs on average. Retries of rules cost nothing at EventBridge";
const ESTIMATE = "Failed invocations are taken to last as long as all: an estimate.";

/** Receives that led to no delete, and invocations that failed. What came back after a redrive is counted there. */
export const retriesTax: TaxRule = (taxed, prices) => {
  if (taxed.part.kind === "function") return errorsShare(taxed);
  if (taxed.part.kind !== "queue" || taxed.role === "dead-letter") return null;
  const { use, redriven } = taxed;
  if (!use.isRead) return { usd: null, note: NOT_MEASURED, formula: { text: TEXT, inputs: [] } };
  const received = sumOf(use, "received") ?? 0;
  const deleted = sumOf(use, "deleted") ?? 0;
  const ofLoops = redriven.returned * (taxed.maxReceiveCount ?? 1);
  const failed = Math.max(0, received - deleted - ofLoops);
  return requestsShare(taxed, prices, requestsOf(taxed, failed), {
    text: TEXT,
    inputs: [
      input("received messages", received, "CloudWatch NumberOfMessagesReceived"),
      input("deleted messages", deleted, "CloudWatch NumberOfMessagesDeleted"),
      input("of them receives of poison loops", ofLoops, "our runs × receives before dead-lettering"),
      input("receives without a delete", failed, "worked out; what is in flight now is among them"),
    ],
  });
};

function requestsOf({ part, use }: TaxedPart, count: number): UsdRange {
  const samples = sumOf(use, "sentSamples") ?? 0;
  const average = samples > 0 ? (sumOf(use, "sentBytes") ?? 0) / samples : null;
  const bytes = average === null ? null : average * count;
  return requestsFor({ count, bytes, maxBytes: part.facts.maxMessageBytes ?? 1_048_576 });
}

function errorsShare({ use, lines }: TaxedPart): TaxShare {
  const invocations = sumOf(use, "invocations") ?? 0;
  const errors = sumOf(use, "errors") ?? 0;
  const share = invocations > 0 ? Math.min(1, errors / invocations) : 0;
  const isKnown = use.isRead && (share === 0 || lines.every(({ usd }) => usd !== null));
  const all = (end: keyof UsdRange) => lines.reduce((sum, { usd }) => sum + (usd?.[end] ?? 0), 0);
  return {
    usd: isKnown ? { low: all("low") * share, high: all("high") * share } : null,
    note: use.isRead
      ? isKnown
        ? errors > 0
          ? ESTIMATE
          : null
        : (lines.find(({ usd }) => !usd)?.note ?? null)
      : NOT_MEASURED,
    formula: {
      text: TEXT,
      inputs: [
        input("failed invocations", errors, "CloudWatch Errors"),
        input("invocations", invocations, "CloudWatch Invocations"),
        input("cost of all invocations", isKnown ? all("high") : null, "worked out above", "USD"),
      ],
    },
  };
}
