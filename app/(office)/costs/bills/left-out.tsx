import { formatPlural } from "@/app/_components/format";

/** Columns and lines of a bill that were not understood; never left out in silence. */
export function LeftOut({ leftOut }: { leftOut: readonly string[] }) {
  if (leftOut.length === 0) return null;
  return (
    <details className="group/left text-xs">
      <summary className="min-h-6 cursor-pointer rounded-xs text-warn max-sm:min-h-11">
        {formatPlural(leftOut.length, "thing")} left out
      </summary>
      <ul className="grid gap-0.5 pb-1 pl-4 text-ink-2">
        {leftOut.map((text) => (
          <li key={text} className="list-disc wrap-anywhere">
            {text}
          </li>
        ))}
      </ul>
    </details>
  );
}
