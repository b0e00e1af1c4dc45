import { createHash } from "node:crypto";
import type { z } from "zod";
import { exportSummarySchema } from "@/lib/contract/audit";

export type ExportSummary = z.output<typeof exportSummarySchema>;

/** Reads an export of the audit log line by line and tells at its end whether all of it is there. */
export function createExportCheck() {
  const digest = createHash("sha256");
  let held: string | undefined;
  let count = 0;
  return {
    add(line: string): void {
      if (held !== undefined) {
        digest.update(`${held}\n`);
        count += 1;
      }
      held = line;
    },
    /** The signed last line, or what is wrong. Whether the signature is right, only the office can tell. */
    end(): { readonly summary: ExportSummary } | { readonly reason: string } {
      const summary = summaryFrom(held);
      if (!summary) return { reason: "its last line is missing: it was cut off" };
      if (summary.count !== count) return { reason: `it has ${count} entries and should have ${summary.count}` };
      if (summary.sha256 !== digest.digest("hex")) return { reason: "its lines are not those that were exported" };
      return { summary };
    },
  };
}

function summaryFrom(line: string | undefined): ExportSummary | undefined {
  try {
    const read: unknown = JSON.parse(line ?? "");
    if (typeof read !== "object" || read === null || !("dlo.export" in read)) return undefined;
    return exportSummarySchema.safeParse(read["dlo.export"]).data;
  } catch {
    // Falls through: a last line that is cut in the middle is no last line.
    return undefined;
  }
}
