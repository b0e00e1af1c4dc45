import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import type { EventRuleDetail } from "@/lib/contract/event-buses";
import { SeverityLabel } from "../../../coverage/severity";

type Props = { findings: EventRuleDetail["findings"]; accountId: string };

/** Where an event of this rule would vanish, as things are set up. */
export function FindingsPanel({ findings, accountId }: Props) {
  return (
    <Panel
      title="Holes in its coverage"
      actions={findings.length > 0 ? <TextLink href={`/coverage?account=${accountId}`}>All</TextLink> : undefined}
      isFlush
    >
      {findings.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">No known hole.</p>
      ) : (
        <ul>
          {findings.map((finding) => (
            <li key={finding.id} className="grid gap-0.5 border-b px-4 py-2.5 last:border-b-0">
              <span className="flex flex-wrap items-center gap-x-2">
                <SeverityLabel severity={finding.severity} />
                {finding.part ? <span className="text-xs text-ink-3">target {finding.part}</span> : null}
              </span>
              <TextLink href={`/coverage/${finding.id}`} title={finding.summary}>
                {finding.title}
              </TextLink>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
