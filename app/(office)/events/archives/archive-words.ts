import { formatPlural } from "@/app/_components/format";
import type { Status } from "@/app/_components/ui/status";
import type { Archive } from "@/lib/contract/event-buses";

/** How long an archive keeps an event. AWS writes 0 for ever. */
export function retentionWords(retentionDays: number): string {
  return retentionDays === 0 ? "kept for ever" : `kept ${formatPlural(retentionDays, "day")}`;
}

type Titled = Pick<Archive, "name" | "state" | "eventPattern" | "retentionDays" | "deletedAt"> & {
  readonly bus: { readonly name: string };
};
/** In these it keeps what comes, also while AWS changes it. */
const KEEPING = new Set(["ENABLED", "UPDATING", "UPDATE_FAILED"]);

/** An archive in a sentence: what of which bus it keeps, and for how long. */
export function archiveTitle({ name, state, eventPattern, retentionDays, deletedAt, bus }: Titled): string {
  if (deletedAt) return `${name} was deleted`;
  if (!KEEPING.has(state)) return `${name} keeps no new event`;
  const what = eventPattern === null ? "every event" : "some events";
  return `${name} keeps ${what} of ${bus.name} for ${retentionDays === 0 ? "ever" : formatPlural(retentionDays, "day")}`;
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
