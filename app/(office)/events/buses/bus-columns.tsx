import { formatCount, formatPlural } from "@/app/_components/format";
import type { Column } from "@/app/_components/tables/data-table";
import { Chip } from "@/app/_components/ui/chip";
import { StateLabel } from "@/app/_components/ui/state-label";
import { RelativeTime } from "@/app/_components/ui/time";
import type { Bus } from "@/lib/contract/event-buses";
import { busKindWords } from "../bus-kind-words";
import { NameCell } from "../name-cell";
import { othersWords } from "./putter-words";

export function hrefOfBus({ id }: Pick<Bus, "id">): string {
  return `/events/buses/${id}`;
}

/** The columns of the buses. */
export const busColumns: Column<Bus>[] = [
  {
    key: "bus",
    header: "Bus",
    cell: (bus) => (
      <NameCell href={hrefOfBus(bus)} name={bus.name} arn={bus.arn} accountName={bus.accountName} region={bus.region}>
        <BusSight bus={bus} />
        <Chip>{busKindWords(bus.kind)}</Chip>
      </NameCell>
    ),
  },
  { key: "who", header: "Others that may put events", width: 260, cell: (bus) => <Others bus={bus} /> },
  { key: "rules", header: "Rules", width: 72, isNumber: true, cell: ({ ruleCount }) => <Count count={ruleCount} /> },
  {
    key: "archives",
    header: "Archives",
    width: 80,
    isNumber: true,
    from: "lg",
    cell: ({ archiveCount }) => <Count count={archiveCount} />,
  },
  {
    key: "holes",
    header: "Holes",
    width: 72,
    isNumber: true,
    from: "lg",
    cell: ({ findingCount }) => <Count count={findingCount} />,
  },
  {
    key: "read",
    header: "Read",
    width: 92,
    isNumber: true,
    from: "lg",
    cell: ({ readAt }) => <RelativeTime at={readAt} suffix=" ago" isPlain />,
  },
];

function Count({ count }: { count: number }) {
  return <span className={count === 0 ? "text-ink-3" : undefined}>{formatCount(count)}</span>;
}

/** Deleted or blind; nothing for a bus that is there and seen. */
function BusSight({ bus }: { bus: Bus }) {
  if (bus.deletedAt) return <StateLabel status="cancelled">Deleted</StateLabel>;
  return bus.isReadable ? null : <StateLabel status="blind" />;
}

function Others({ bus }: { bus: Bus }) {
  if (bus.isOpenToAll) return <StateLabel status="escalating">everybody</StateLabel>;
  const words = othersWords(bus.whoMayPut);
  return (
    <span title={words} className="block truncate text-ink-2">
      {words}
    </span>
  );
}

/** The same on a phone. */
export function BusPhoneRow({ bus }: { bus: Bus }) {
  return (
    <>
      <span className="flex items-baseline gap-3">
        <span className="min-w-0 flex-1 truncate font-mono text-sm tracking-[-0.03em]">{bus.name}</span>
        <BusSight bus={bus} />
        <span className="text-xs text-ink-2">{formatPlural(bus.ruleCount, "rule")}</span>
      </span>
      <span className="block truncate text-xs text-ink-3">
        {busKindWords(bus.kind)} · {bus.accountName} · {bus.region}
      </span>
      {bus.isOpenToAll ? <span className="block text-xs text-warn">everybody may put events</span> : null}
    </>
  );
}
