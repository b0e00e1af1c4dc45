import { type CostFormula, type CostPart, costLine, input, NOT_MEASURED, type PartUse, sumOf, told } from "./meter";

/** Requests, and how long they ran with how much memory. */
export const functionCost: CostFormula = (part, use, prices) => {
  const invocations = sumOf(use, "invocations") ?? 0;
  const units = use.isRead ? { low: invocations, high: invocations } : null;
  return [
    costLine(
      part,
      {
        item: "Lambda requests",
        priceKey: "lambda.requests",
        units,
        text: "invocations × price",
        inputs: [told(use, "invocations", "invocations", "Invocations")],
        note: units ? null : NOT_MEASURED,
      },
      prices,
    ),
    costLine(part, durationMeter(part, use), prices),
  ];
};

function durationMeter(part: CostPart, use: PartUse) {
  const { memoryMb, architecture } = part.facts;
  const gbSeconds = gbSecondsOf(part, sumOf(use, "durationMs") ?? 0);
  const isKnown = use.isRead && gbSeconds !== null;
  return {
    item: "Lambda duration",
    priceKey: durationKey(part),
    units: isKnown ? { low: gbSeconds, high: gbSeconds } : null,
    text: "duration ÷ 1,000 × memory ÷ 1,024 × price",
    inputs: [
      { ...told(use, "durationMs", "duration", "Duration"), unit: "ms" },
      input("memory", memoryMb ?? null, "the function's configuration", "MB"),
      input(`architecture: ${architecture ?? "not read, taken to be x86_64"}`, null, "the function's configuration"),
    ],
    note: durationNote(part, use),
  };
}

function durationNote({ facts }: CostPart, use: PartUse): string | null {
  if (!use.isRead) return NOT_MEASURED;
  if (facts.memoryMb == null) return "How much memory it has was not read yet.";
  return facts.architecture
    ? "Provisioned concurrency is not in it."
    : "Its architecture was not read: taken to be x86.";
}

/** Null where nobody read how much memory it has. */
export function gbSecondsOf({ facts }: CostPart, durationMs: number): number | null {
  return facts.memoryMb == null ? null : (durationMs / 1000) * (facts.memoryMb / 1024);
}

export function durationKey({ facts }: CostPart): string {
  return facts.architecture === "arm64" ? "lambda.duration.arm" : "lambda.duration.x86";
}
