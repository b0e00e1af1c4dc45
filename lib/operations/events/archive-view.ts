import type { Archive } from "@/lib/contract/event-buses";
import type { Scope } from "@/lib/core/access/scope";
import {
  ARCHIVE_PRICE_NOTE,
  archiveStateWords,
  isReplayable,
  oldestEventAt,
  storedUsdPerMonth,
} from "@/lib/core/events/archive-facts";
import { busNameOfArn } from "@/lib/core/events/bus-kind";
import type { Sql } from "@/lib/db/connect";
import type { EventThing } from "@/lib/db/events-inventory";
import { countFindings } from "@/lib/db/resource-list";
import { placed } from "./bus-view";
import { namedIn } from "./dead-letter-view";

/** Archives as they are shown. */
export async function showArchives(
  db: Sql,
  scope: Scope,
  archives: readonly EventThing<"archive">[],
  now: Date,
): Promise<Archive[]> {
  const findings = await countFindings(
    db,
    archives.map(({ arn }) => arn),
  );
  const buses = await namedIn(
    db,
    scope,
    archives.map(({ config }) => config.busArn),
  );
  return archives.map((archive) => {
    const { busArn, retentionDays, eventPattern, state } = archive.config;
    const { eventCount, sizeBytes, stateReason, createdAt } = observedOf(archive);
    return {
      ...placed(archive),
      bus: { id: buses.get(busArn)?.id ?? null, arn: busArn, name: busNameOfArn(busArn) },
      state,
      stateWords: archiveStateWords(state),
      stateReason,
      isReplayable: isReplayable(state),
      retentionDays,
      eventPattern,
      eventCount,
      sizeBytes,
      countedAt: archive.seenAt,
      createdAt: createdAt?.toISOString() ?? null,
      oldestEventAt: oldestEventAt(retentionDays, createdAt, now)?.toISOString() ?? null,
      priceUsdPerMonth: storedUsdPerMonth(sizeBytes),
      priceNote: ARCHIVE_PRICE_NOTE,
      findingCount: archive.deletedAt === null ? (findings.get(archive.arn) ?? 0) : 0,
    };
  });
}

/** What an archive was seen to hold, and since when it is there. AWS counts up to 24 hours late. */
export function observedOf({ observed }: Pick<EventThing<"archive">, "observed">) {
  const { eventCount, sizeBytes, stateReason, createdAt } = observed;
  return {
    eventCount: typeof eventCount === "number" ? eventCount : null,
    sizeBytes: typeof sizeBytes === "number" ? sizeBytes : null,
    stateReason: typeof stateReason === "string" ? stateReason : null,
    createdAt: typeof createdAt === "string" ? new Date(createdAt) : null,
  };
}
