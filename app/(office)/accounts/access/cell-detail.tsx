import { DescriptionList } from "@/app/_components/ui/description-list";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import { RelativeTime } from "@/app/_components/ui/time";
import type { OutputOf } from "@/lib/contract";
import { CELL_LOOKS } from "./cell-states";

export type Chosen = { accountId: string; region: string; feature: string };

/** One cell of the matrix in words: what it needs, why it is refused, and how to mend it. */
export function CellDetail({ answer, chosen }: { answer: OutputOf<"getCapabilities">; chosen: Chosen | undefined }) {
  const place = answer.places.find((one) => one.accountId === chosen?.accountId && one.region === chosen.region);
  const cell = place?.cells.find(({ feature }) => feature === chosen?.feature);
  const feature = answer.features.find(({ id }) => id === chosen?.feature);
  if (!place || !cell || !feature)
    return (
      <Panel title="One cell" className="max-sm:hidden">
        <p className="text-ink-2">Choose a cell to see what was asked, why it was refused, and how to mend it.</p>
      </Panel>
    );
  const { status, word } = CELL_LOOKS[cell.state];
  return (
    <Panel title={feature.title} hint={`${place.accountName} · ${place.region}`} className="max-sm:hidden" isFlush>
      <div aria-live="polite">
        <DescriptionList
          items={[
            { term: "State", value: <StateLabel status={status}>{word}</StateLabel> },
            { term: "Tried", value: cell.checkedAt ? <RelativeTime at={cell.checkedAt} suffix=" ago" /> : "never" },
            ...(cell.missingAction ? [{ term: "Missing", value: cell.missingAction, isMachine: true }] : []),
            ...(cell.reason ? [{ term: "Reason", value: cell.reason }] : []),
            ...(cell.fix ? [{ term: "Fix", value: cell.fix }] : []),
            { term: "Role", value: feature.role },
            { term: "Needs", value: feature.actions.join(", "), isMachine: true },
            { term: "Without it", value: feature.without },
          ]}
        />
      </div>
    </Panel>
  );
}
