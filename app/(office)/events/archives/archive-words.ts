import { formatPlural } from "@/app/_components/format";
import type { Status } from "@/app/_components/ui/status";

/** How long an archive keeps an event. AWS writes 0 for ever. */
export function retentionWords(retentionDays: number): string {
  return retentionDays === 0 ? "kept for ever" : `kept ${formatPlural(retentionDays, "day")}`;
}

const STATUSES: Record<string, Status> = {
  ENABLED: "pass",
  DISABLED: "off",
  CREATING: "waiting",
  UPDATING: "waiting",
  CREATE_FAILED: "failed",
  UPDATE_FAILED: "warn",
};

/** The shape of what AWS says of an archive; a state that it invents later is unknown. */
export function archiveStatus(state: string): Status {
  return Object.hasOwn(STATUSES, state) ? (STATUSES[state] ?? "unknown") : "unknown";
}
