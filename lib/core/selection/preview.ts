import { isSelected, type Match, matches, type Place, type Selection } from "./selection";

export interface Preview<P extends Place> {
  readonly selected: readonly P[];
  readonly leftOut: readonly P[];
  /** How many each line matches by itself, whatever the others say. */
  readonly lines: readonly {
    readonly list: "include" | "exclude";
    readonly index: number;
    readonly matchCount: number;
  }[];
}

/** What a selection would do with these places. */
export function previewOf<P extends Place>(selection: Selection, places: readonly P[]): Preview<P> {
  const linesOf = (list: "include" | "exclude") =>
    selection[list].map((line, index) => ({ list, index, matchCount: countMatches(line, places) }));
  return {
    selected: places.filter((place) => isSelected(selection, place)),
    leftOut: places.filter((place) => !isSelected(selection, place)),
    lines: [...linesOf("include"), ...linesOf("exclude")],
  };
}

function countMatches(line: Match, places: readonly Place[]): number {
  return places.reduce((count, place) => count + Number(matches(line, place)), 0);
}
