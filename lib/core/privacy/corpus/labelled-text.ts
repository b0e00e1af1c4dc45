import { DETECTORS, type Detector } from "../masking-rule";

/** A text as it occurs, with what in it is sensitive. */
export interface LabelledText {
  readonly text: string;
  readonly sensitive: readonly { readonly detector: Detector; readonly value: string }[];
}

const MARKED = new RegExp(String.raw`⟦(${DETECTORS.join("|")})\|(.*?)⟧`, "g");

/** One case per line; what is sensitive stands between marks, as in `from ⟦email|jo@example.com⟧`. */
export function labelledTexts(lines: string): LabelledText[] {
  return lines
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => ({
      text: line.replace(MARKED, "$2"),
      sensitive: Array.from(line.matchAll(MARKED), ([, name, value = ""]) => ({ detector: detectorOf(name), value })),
    }));
}

function detectorOf(name: string | undefined): Detector {
  const detector = DETECTORS.find((one) => one === name);
  if (detector === undefined) throw new Error(`${name} is no detector`);
  return detector;
}
