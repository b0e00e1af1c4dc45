import type { World } from "../../service";
import type { Archive, BusEvent, Rule } from "../state";

/** Who AWS says manages the rules that feed archives. */
export const ARCHIVES_SERVICE = "prod.vhs.events.aws.internal";
const RULE_PREFIX = "Events-Archive-";

const SOONEST_MS = 60_000;
const LATEST_MS = 480_000;
/** What one archive holds at most; a tenth more comes before the oldest go. */
const MOST_EVENTS = 50_000;
const MOST_BYTES = 67_108_864;

export const archiveRuleName = (archiveName: string) => RULE_PREFIX + archiveName;

export const isArchiveRule = ({ managedBy }: Rule) => managedBy === ARCHIVES_SERVICE;

/**
 * Stores an event for the archive that the managed rule feeds. It can be replayed one to eight minutes later, by
 * chance: the EventBridge User Guide ("Archiving and replaying events") advises to wait ten minutes. An archive keeps
 * 50,000 events and 64 MiB here; the oldest go first.
 */
export function archiveEvent(world: World, rule: Rule, event: BusEvent, now: number): void {
  const archiveName = rule.ruleName.slice(RULE_PREFIX.length);
  const archive = world.events.archives.get(rule.accountId, rule.region, archiveName);
  if (archive?.state !== "ENABLED") return;
  const archivedAt = now + SOONEST_MS + Math.floor(world.random() * (LATEST_MS - SOONEST_MS));
  const bytes = Buffer.byteLength(JSON.stringify(event));
  archive.events.push({ archivedAt, bytes, event });
  archive.keptBytes += bytes;
  dropOldest(archive);
}

/** Forgets events that the archive's retention no longer covers. */
export function retain(archive: Archive, now: number): Archive {
  if (archive.retentionDays === 0) return archive;
  const oldest = now - archive.retentionDays * 86_400_000;
  if (archive.events.every(({ archivedAt }) => archivedAt > oldest)) return archive;
  archive.events = archive.events.filter(({ archivedAt }) => archivedAt > oldest);
  archive.keptBytes = bytesOf(archive.events);
  return archive;
}

function dropOldest(archive: Archive): void {
  if (archive.events.length <= MOST_EVENTS * 1.1 && archive.keptBytes <= MOST_BYTES * 1.1) return;
  let left = Math.min(archive.events.length, MOST_EVENTS);
  let bytes = bytesOf(archive.events.slice(-left));
  while (left > 1 && bytes > MOST_BYTES) {
    bytes -= archive.events.at(-left)?.bytes ?? 0;
    left -= 1;
  }
  archive.events = archive.events.slice(-left);
  archive.keptBytes = bytes;
}

function bytesOf(events: Archive["events"]): number {
  return events.reduce((sum, { bytes }) => sum + bytes, 0);
}
