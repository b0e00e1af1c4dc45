import type { ReactNode } from "react";
import { formatBytes, formatCount, formatMoney, formatPlural } from "@/app/_components/format";
import { type Fact, FactStrip } from "@/app/_components/ui/fact-strip";
import { Moment, RelativeTime } from "@/app/_components/ui/time";
import type { Archive } from "@/lib/contract/event-buses";

/** How much it holds, since when, for how long and at which price. AWS counts late; what it did not tell is unknown. */
export function ArchiveFacts({ archive }: { archive: Archive }) {
  const late = "up to 24 h late";
  return (
    <FactStrip
      label="Figures of the archive"
      size="section"
      facts={[
        known("events", "Events", archive.eventCount, (count) => formatCount(count, { isEstimate: count > 0 }), late),
        known("size", "Size", archive.sizeBytes, (bytes) => formatBytes(bytes), late),
        oldestFact(archive),
        {
          key: "retention",
          label: "Keeps each event",
          value: archive.retentionDays === 0 ? "for ever" : formatPlural(archive.retentionDays, "day"),
          detail: archive.retentionDays === 0 ? "the price grows" : "then it is deleted",
        },
        known(
          "price",
          "A month",
          archive.priceUsdPerMonth,
          (dollars) => formatMoney(dollars, { isEstimate: dollars > 0 }),
          <span title={archive.priceNote}>estimate, of storing it</span>,
        ),
      ]}
    />
  );
}

function known(
  key: string,
  label: string,
  value: number | null,
  write: (value: number) => string,
  detail: ReactNode,
): Fact {
  if (value === null) return { key, label, value: "unknown", tone: "unknown", detail: "AWS did not tell it" };
  return { key, label, value: write(value), detail, grow: 1.25 };
}

function oldestFact({ oldestEventAt }: Archive): Fact {
  const label = "Reaches back";
  if (oldestEventAt === null) return { key: "oldest", label, value: "unknown", tone: "unknown", detail: "not told" };
  return {
    key: "oldest",
    label,
    value: (
      <>
        at most <RelativeTime at={oldestEventAt} isPlain />
      </>
    ),
    detail: (
      <>
        to <Moment at={oldestEventAt} isPlain />
      </>
    ),
  };
}
