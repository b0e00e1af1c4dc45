import { TextLink } from "@/app/_components/ui/text-link";
import type { Now } from "@/lib/contract/system";
import { BrokenGlassNote } from "../approvals/broken-glass-note";

/** Runs of the last three days that began without the approvals that they needed. */
export function BrokenGlass({ runs }: { runs: Now["brokenGlass"] }) {
  if (runs.length === 0) return null;
  return (
    <div className="mb-4 grid gap-2">
      {runs.map(({ runId, runNumber, title, accountName, region, by, at, reason }) => (
        <BrokenGlassNote key={runId} by={by} at={at} reason={reason}>
          <TextLink href={`/runs/${runId}`}>
            R-{runNumber} {title}
          </TextLink>{" "}
          in {accountName} · {region}
        </BrokenGlassNote>
      ))}
    </div>
  );
}
