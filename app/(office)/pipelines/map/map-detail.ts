import { formatCount } from "@/app/_components/format";
import type { PipelinePartView } from "@/lib/contract/pipeline-fields";
import { HEALTH_WORD } from "../health-label";
import { partWord } from "../part-words";
import { rateWords } from "../rate-words";
import { isShared, type MapPart, NODE } from "./map-shapes";

/** px that words need on the screen to be read. */
const READABLE = 11;
/** The width of a character by its height, on the safe side: of what is emphasised, and of the rest. */
const CHARACTER = { emphasised: 0.56, plain: 0.5 } as const;

/** px of the screen under which a box has no room for a name, and from which it has room for its kind beside it. */
const BOX = { name: 64, kind: 92 } as const;
/** px of the screen that a shape has at least. */
const SHAPE = 10;

export interface MapDetail {
  /** *full*: name and figures. *name*: what of the name fits. *shape*: kind and state alone. */
  readonly level: "full" | "name" | "shape";
  readonly hasKind: boolean;
  /** Of the shapes, to be seen from afar. */
  readonly shapeScale: number;
  /** Of a name, one below the other. */
  readonly nameLines: 1 | 2;
  readonly nameSize: number;
  readonly smallSize: number;
  readonly hasEdgeWords: boolean;
}

/** Height of a line by the height of its characters. */
export const LINE = 1.15;

/** What is drawn at a zoom, so that no word is ever smaller than can be read. */
export function detailAt(zoom: number): MapDetail {
  const smallSize = Math.max(READABLE, READABLE / zoom);
  const box = NODE.width * zoom;
  const level = zoom >= 0.73 ? "full" : box >= BOX.name ? "name" : "shape";
  const nameSize = Math.max(12.5, READABLE / zoom);
  return {
    level,
    hasKind: level !== "name" || box >= BOX.kind,
    shapeScale: level === "shape" ? 2.2 : Math.max(1, SHAPE / 14 / zoom),
    nameLines: level === "name" && nameSize * LINE * 2 <= NODE.height - 4 ? 2 : 1,
    nameSize,
    smallSize,
    hasEdgeWords: zoom >= 0.7,
  };
}

/** The zoom rounded so that the picture is drawn anew in steps, not with every move of a wheel. */
export function steppedZoom(zoom: number): number {
  return Math.max(0.04, Math.round(zoom * 20) / 20);
}

/** As much of the text as fits into a width at a size. */
export function fitting(
  text: string,
  width: number,
  size: number,
  weight: keyof typeof CHARACTER = "emphasised",
): string {
  const room = Math.floor(width / (size * CHARACTER[weight]));
  if (text.length <= room) return text;
  return room < 3 ? "" : `${text.slice(0, room - 1)}…`;
}

/** The text in up to so many lines, broken where a word ends if that wastes little room. */
export function fittingLines(text: string, width: number, size: number, lines: 1 | 2): string[] {
  const room = Math.floor(width / (size * CHARACTER.emphasised));
  if (lines === 1 || text.length <= room) return [fitting(text, width, size)];
  const breaks = [...text.slice(0, room).matchAll(/[-_./ ]/g)].map(({ index }) => index + 1);
  const at = breaks.findLast((end) => end >= room / 3) ?? room;
  return [text.slice(0, at), fitting(text.slice(at), width, size)];
}

/** "queue · 34 waiting", "rule · 12 / min": the one figure that says most of a part. */
export function figureOf(part: Pick<PipelinePartView, "kind" | "waiting" | "ratePerMinute">): string | null {
  if (part.kind === "queue") return part.waiting === null ? "? waiting" : `${formatCount(part.waiting)} waiting`;
  return part.ratePerMinute === null ? null : rateWords(part.ratePerMinute);
}

/** Everything that the picture shows of a part, in words. */
export function spokenPart(part: MapPart): string {
  return [
    part.name,
    partWord(part),
    HEALTH_WORD[part.health].toLowerCase(),
    figureOf(part),
    part.failedPerMinute ? `${rateWords(part.failedPerMinute)} fail` : null,
    isShared(part) ? "shared by several pipelines" : null,
    part.kind === "outside" ? "not read here" : null,
  ]
    .filter(Boolean)
    .join(", ");
}
