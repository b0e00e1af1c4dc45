import { formatCount } from "@/app/_components/format";
import { usdText } from "@/app/_components/usd-range";
import type { ReviewFactView } from "@/lib/contract/review-fields";

const ENDS = ["gone", "returned", "unknown", "failed"] as const;

/** What a fact says besides its number, in a few words. */
export function detailWords({ kind, detail }: Pick<ReviewFactView, "kind" | "detail">): string {
  const parts: string[] = [];
  if (kind === "run")
    for (const end of ENDS) {
      const count = detail[end];
      if (typeof count === "number" && count > 0) parts.push(`${formatCount(count)} ${end}`);
    }
  if (typeof detail.low === "number") parts.push(`from ${usdText(detail.low)}`);
  if (detail.isPart === true) parts.push("the part you see");
  if (kind === "page") parts.push(detail.acknowledged === true ? "acknowledged" : "nobody acknowledged it");
  if (detail.noise === true) parts.push("noise");
  for (const said of [detail.status, detail.severity, detail.sentence, detail.reason])
    if (typeof said === "string" && said !== "") parts.push(said);
  return parts.join(", ");
}
