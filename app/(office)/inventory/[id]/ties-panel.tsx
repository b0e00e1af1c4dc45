import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import { TextLink } from "@/app/_components/ui/text-link";
import type { ResourceDetail } from "@/lib/contract/inventory";
import { newStyleWords } from "@/lib/core/events/new-style";
import { KIND_WORDS } from "@/lib/core/inventory/resource";

type Tie = ResourceDetail["ties"][number];

const VERBS: Record<Tie["kind"], Record<Tie["direction"], string>> = {
  delivers: { to: "delivers to", from: "gets from" },
  "dead-letters": { to: "gives up into", from: "takes the failures of" },
  consumes: { to: "is consumed by", from: "consumes from" },
  watches: { to: "watches", from: "is watched by" },
  archives: { to: "archives", from: "is archived by" },
};

/** Where a thing leads and what leads to it, one hop each way. */
export function TiesPanel({ ties }: { ties: readonly Tie[] }) {
  return (
    <Panel title="Where it leads" isFlush>
      {ties.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">Nothing that was read leads here or from here.</p>
      ) : (
        <ul>
          {ties.map((tie) => (
            <li
              key={`${tie.direction} ${tie.kind} ${tie.part ?? ""} ${tie.arn}`}
              className="flex min-h-(--row) flex-wrap items-center gap-x-3 gap-y-0.5 border-b px-4 py-1.5 last:border-b-0"
            >
              <span className="w-44 flex-none text-ink-2 max-sm:w-full">
                {VERBS[tie.kind][tie.direction]}
                {tie.part ? <span className="text-ink-3"> ({tie.part})</span> : null}
              </span>
              <span className="machine min-w-0 flex-1 truncate" title={tie.arn}>
                {tie.href ? <TextLink href={tie.href}>{tie.name}</TextLink> : tie.name}
              </span>
              <TieState tie={tie} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function TieState({ tie }: { tie: Tie }) {
  const newStyle = newStyleWords(tie.arn);
  if (newStyle)
    return (
      <span title={newStyle}>
        <StateLabel status="unknown">new style: not supported yet</StateLabel>
      </span>
    );
  if (tie.state === "gone") return <StateLabel status="block">does not exist</StateLabel>;
  if (tie.state === "unknown") return <StateLabel status="unknown">cannot be seen</StateLabel>;
  return <span className="text-xs text-ink-3">{tie.resourceKind ? KIND_WORDS[tie.resourceKind] : ""}</span>;
}
