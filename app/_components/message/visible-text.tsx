import { revealInvisible, type TextSegment } from "@/lib/core/messages/visible-text";
import { formatCount } from "../format";

type Run = { text: string; codePoint?: number; count: number };

/** Text from outside: drawn as text only, with every invisible character as a small box that names it. */
export function VisibleText({ text }: { text: string }) {
  const runs = runsOf(revealInvisible(text));
  return runs.map((run, index) =>
    run.codePoint === undefined ? (
      run.text
    ) : (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: the runs of one text never move
        key={index}
        className="mx-px rounded-xs border border-warn-line bg-warn-soft px-0.5 text-2xs text-warn"
      >
        {codePointName(run.codePoint)}
        {run.count > 1 ? ` × ${formatCount(run.count)}` : ""}
      </span>
    ),
  );
}

/** The same invisible character many times is one box, so that a body of a million of them stays small. */
function runsOf(segments: TextSegment[]): Run[] {
  const runs: Run[] = [];
  for (const segment of segments) {
    const codePoint = segment.kind === "control" ? segment.codePoint : undefined;
    const last = runs.at(-1);
    if (last && codePoint !== undefined && last.codePoint === codePoint) last.count += 1;
    else runs.push({ text: segment.text, codePoint, count: 1 });
  }
  return runs;
}

function codePointName(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
}
