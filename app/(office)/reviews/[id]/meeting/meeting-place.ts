import type { Parameters } from "@/app/_components/page-parameters";

/** Where a meeting is: page one, one of the pipelines by its place in the order, or the end. */
export type MeetingPlace = "start" | "end" | number;

/** What the address says; what it cannot mean is the start. */
export function placeIn(parameters: Parameters, pipelineCount: number): MeetingPlace {
  const asked = parameters.get("at");
  if (asked === "end") return "end";
  const position = Number(asked);
  return Number.isInteger(position) && position >= 1 && position <= pipelineCount ? position : "start";
}

/** The screen after or before this one; at either end it stays. */
export function stepFrom(place: MeetingPlace, step: 1 | -1, pipelineCount: number): MeetingPlace {
  const here = place === "start" ? 0 : place === "end" ? pipelineCount + 1 : place;
  const next = Math.min(pipelineCount + 1, Math.max(0, here + step));
  return next === 0 ? "start" : next > pipelineCount ? "end" : next;
}

/** What stands in the address for it; nothing for the start. */
export function placeText(place: MeetingPlace): string | undefined {
  return place === "start" ? undefined : String(place);
}

/** "3 of 12", "page one", "the end". */
export function progressWords(place: MeetingPlace, pipelineCount: number): string {
  if (place === "start") return `page one, then ${pipelineCount}`;
  return place === "end" ? "the end" : `${place} of ${pipelineCount}`;
}
