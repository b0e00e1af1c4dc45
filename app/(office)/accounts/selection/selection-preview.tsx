import { formatCount, formatPlural } from "@/app/_components/format";
import type { OutputOf } from "@/lib/contract";
import type { Selection } from "@/lib/core/selection/selection";
import { textOf } from "./match-lines";

type Props = { preview: OutputOf<"previewSelection">; selection: Selection };

/** What a selection would do, before it does it: counts, lines that match nothing, and names that drop out. */
export function SelectionPreview({ preview, selection }: Props) {
  const { counts, lines, leftOut, places } = preview;
  const idle = lines.filter(({ matchCount }) => matchCount === 0);
  const unlisted = places.filter(({ listedAt }) => listedAt === null);
  return (
    <div role="status" className="mt-3 grid gap-1.5 rounded-md bg-sunken px-3.5 py-2.5">
      <p className="weight-emphasis">
        {formatCount(counts.selectedCount)} of {formatPlural(counts.listedCount, "queue")} would be looked at.
      </p>
      {unlisted.length > 0 ? (
        <p className="text-unknown">
          {formatPlural(unlisted.length, "place")} not listed yet: {unlisted.slice(0, 3).map(placeName).join(", ")}
          {unlisted.length > 3 ? " …" : ""}. They are not in these counts.
        </p>
      ) : null}
      {idle.map(({ list, index }) => {
        const line = selection[list][index];
        return (
          <p key={`${list} ${index}`} className="text-warn">
            No queue matches <code className="machine">{line ? textOf(line) : index + 1}</code> ({list}).
          </p>
        );
      })}
      {leftOut.length > 0 ? (
        <p className="text-ink-2 wrap-anywhere">
          Left out, for example: <span className="machine">{leftOut.slice(0, 12).join(", ")}</span>
        </p>
      ) : null}
    </div>
  );
}

function placeName({ accountName, region }: Props["preview"]["places"][number]): string {
  return `${accountName} · ${region}`;
}
