import { cn } from "@/app/_components/cn";
import { ScrollRegion } from "@/app/_components/ui/scroll-region";
import { StatusIcon } from "@/app/_components/ui/status-icon";
import type { OutputOf } from "@/lib/contract";
import type { Chosen } from "./cell-detail";
import { CELL_LOOKS } from "./cell-states";

type Answer = OutputOf<"getCapabilities">;
type Props = {
  features: Answer["features"];
  places: Answer["places"];
  chosen: Chosen | undefined;
  onChoose: (chosen: Chosen) => void;
};

/** The matrix on a desk: one row a place, one column a feature, each cell a button that tells more. */
export function AccessMatrix({ features, places, chosen, onChoose }: Props) {
  const titleOf = (feature: string) => features.find(({ id }) => id === feature)?.title ?? feature;
  return (
    <ScrollRegion label="What works where" className="max-h-[70vh] overflow-auto max-sm:hidden">
      <table className="border-collapse">
        <caption className="sr-only">What works where, by account and Region</caption>
        <thead>
          <tr>
            <th
              scope="col"
              className="sticky top-0 left-0 z-10 min-w-56 border-b bg-surface px-4 py-2 text-left align-bottom text-xs font-medium text-ink-3"
            >
              Account, Region
            </th>
            {features.map(({ id, title }) => (
              <th
                key={id}
                scope="col"
                className="sticky top-0 border-b bg-surface px-0 py-2 align-bottom text-xs font-medium text-ink-3"
              >
                <span className="mx-auto block max-h-44 rotate-180 whitespace-nowrap [writing-mode:vertical-rl]">
                  {title}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map((place) => (
            <tr key={`${place.accountId} ${place.region}`} className="border-b last:border-b-0 hover:bg-hover">
              <th scope="row" className="sticky left-0 bg-surface px-4 text-left font-normal whitespace-nowrap">
                {place.accountName} <span className="text-ink-3">· {place.region}</span>
              </th>
              {place.cells.map((cell) => (
                <MatrixCell
                  key={cell.feature}
                  name={`${place.accountName}, ${place.region}, ${titleOf(cell.feature)}`}
                  cell={cell}
                  isChosen={isSame(chosen, place, cell.feature)}
                  onChoose={() => onChoose({ accountId: place.accountId, region: place.region, feature: cell.feature })}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

type CellProps = {
  name: string;
  cell: Answer["places"][number]["cells"][number];
  isChosen: boolean;
  onChoose: () => void;
};

function MatrixCell({ name, cell, isChosen, onChoose }: CellProps) {
  const { status, word } = CELL_LOOKS[cell.state];
  return (
    <td className="p-0">
      <button
        type="button"
        title={`${name}: ${word}`}
        aria-label={`${name}: ${word}`}
        aria-pressed={isChosen}
        onClick={onChoose}
        className={cn(
          "grid h-(--row) w-9 place-items-center focus-visible:outline-offset-[-2px]",
          isChosen && "bg-selected",
        )}
      >
        <StatusIcon status={status} />
      </button>
    </td>
  );
}

function isSame(chosen: Chosen | undefined, place: Answer["places"][number], feature: string): boolean {
  return chosen?.accountId === place.accountId && chosen.region === place.region && chosen.feature === feature;
}
