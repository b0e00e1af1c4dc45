import type { UsdRange } from "@/lib/core/cost/cost-line";
import { modelToBill, sumRanges } from "@/lib/core/cost/cost-sums";
import type { ComparedDays } from "@/lib/db/bill-comparison";
import type { BilledService } from "@/lib/db/bills";

/** What a bill says of one pipeline. */
export interface Billed {
  readonly usd: number;
  readonly name: string;
  readonly matchedBy: string;
  readonly services: { readonly service: string; readonly usd: number }[];
}

/** What bills say of each pipeline, by its id. */
export function billedByPipeline(found: readonly BilledService[]): Map<string, Billed> {
  const byId = Map.groupBy(found, ({ pipelineId }) => pipelineId);
  return new Map([...byId].map(([id, lines]) => [id, billedFrom(lines)]));
}

function billedFrom(lines: readonly BilledService[]): Billed {
  const byService = Map.groupBy(lines, ({ service }) => service);
  const usdOf = (some: readonly BilledService[]) => some.reduce((sum, { usd }) => sum + usd, 0);
  const byTag = lines.some((line) => line.byTag);
  const byPart = lines.some((line) => !line.byTag);
  return {
    usd: usdOf(lines),
    name: [...new Set(lines.flatMap(({ billNames }) => billNames))].sort().join(", "),
    matchedBy: [byPart ? "its resources" : "", byTag ? "a tag with its name" : ""].filter(Boolean).join(", and "),
    services: [...byService]
      .map(([service, some]) => ({ service, usd: usdOf(some) }))
      .sort((a, b) => b.usd - a.usd || a.service.localeCompare(b.service)),
  };
}

/** Model ÷ bill over the days that both tell, of one pipeline or of several together; null where there is no such day. */
export function ratioOf(compared: readonly ComparedDays[]): UsdRange | null {
  const model = sumRanges(compared.map(({ low, high }) => ({ low, high })));
  return modelToBill(
    model,
    compared.reduce((sum, { billUsd }) => sum + billUsd, 0),
  );
}

/** Which days a ratio is about, or why there is none beside a bill. */
export function ratioWords(hasBill: boolean, compared: readonly ComparedDays[]): string[] {
  if (!hasBill) return [];
  const days = Math.max(0, ...compared.map(({ dayCount }) => dayCount));
  if (days === 0) return ["Model ÷ bill: no day that was over is told by both, so nothing is compared."];
  return [
    `Model ÷ bill compares ${days === 1 ? "the one day" : `the ${days} days`} that both tell, not the sums of the month.`,
  ];
}
