import { StateLabel } from "@/app/_components/ui/state-label";
import type { OutputOf } from "@/lib/contract";
import { CELL_LOOKS, isWrong } from "./cell-states";

type Answer = OutputOf<"getCapabilities">;

/** The matrix on a phone: each place with what is refused there, in words. */
export function AccessPhone({ features, places }: Pick<Answer, "features" | "places">) {
  const titleOf = (feature: string) => features.find(({ id }) => id === feature)?.title ?? feature;
  return (
    <ul className="sm:hidden">
      {places.map((place) => {
        const wrong = place.cells.filter(isWrong);
        return (
          <li key={`${place.accountId} ${place.region}`} className="grid gap-1 border-b px-4 py-2.5 last:border-b-0">
            <span>
              {place.accountName} <span className="text-ink-3">· {place.region}</span>
            </span>
            {wrong.length === 0 ? (
              <span className="text-xs text-ink-3">nothing is refused</span>
            ) : (
              wrong.map((cell) => (
                <span key={cell.feature} className="text-xs">
                  <StateLabel status={CELL_LOOKS[cell.state].status}>{titleOf(cell.feature)}</StateLabel>
                  <span className="block wrap-anywhere text-ink-2">{cell.fix ?? cell.reason}</span>
                </span>
              ))
            )}
          </li>
        );
      })}
    </ul>
  );
}
