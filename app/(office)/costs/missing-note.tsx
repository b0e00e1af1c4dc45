import { StateLabel } from "@/app/_components/ui/state-label";

const SHOWN_FIRST = 3;

/** What is in no sum, because it has no price or nobody measured it. Said before the figures, not after them. */
export function MissingNote({ missing }: { missing: readonly string[] }) {
  if (missing.length === 0) return null;
  const rest = missing.slice(SHOWN_FIRST);
  return (
    <div className="hatch mb-4 rounded-md border border-unknown-line bg-unknown-soft px-3.5 py-2">
      <StateLabel status="unknown" className="rounded-xs bg-unknown-soft px-1">
        Not in the sums
      </StateLabel>
      <Lines lines={missing.slice(0, SHOWN_FIRST)} />
      {rest.length > 0 ? (
        <details className="text-xs">
          <summary className="min-h-6 w-fit cursor-pointer rounded-xs bg-unknown-soft px-1 text-ink-2 max-sm:min-h-11">
            and {rest.length} more
          </summary>
          <Lines lines={rest} />
        </details>
      ) : null}
    </div>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="mt-1 grid gap-0.5 text-xs text-ink-2">
      {lines.map((text) => (
        <li key={text} className="wrap-anywhere">
          <span className="bg-unknown-soft box-decoration-clone px-1">{text}</span>
        </li>
      ))}
    </ul>
  );
}
