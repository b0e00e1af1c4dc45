import type { Archive } from "../state";

const REFRESHED_EVERY_MS = 3_600_000;

/**
 * What lists and descriptions tell alike. EventCount and SizeBytes are those of the last full hour since the archive
 * was made: the EventBridge User Guide ("Archiving and replaying events") lets them lag by up to 24 hours.
 */
export function archiveShown(archive: Archive, now: number) {
  const age = now - archive.createdAt;
  const refreshedAt = now - (age % REFRESHED_EVERY_MS);
  const counted = archive.events.filter(({ archivedAt }) => archivedAt <= refreshedAt);
  return {
    ArchiveName: archive.name,
    EventSourceArn: archive.busArn,
    State: archive.state,
    RetentionDays: archive.retentionDays,
    SizeBytes: counted.reduce((sum, { bytes }) => sum + bytes, 0),
    EventCount: counted.length,
    CreationTime: new Date(archive.createdAt),
  };
}
