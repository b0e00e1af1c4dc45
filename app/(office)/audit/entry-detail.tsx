import { CopyButton } from "@/app/_components/ui/copy-button";
import { DescriptionList } from "@/app/_components/ui/description-list";
import { ScrollRegion } from "@/app/_components/ui/scroll-region";
import { TextLink } from "@/app/_components/ui/text-link";
import { Moment } from "@/app/_components/ui/time";
import type { AuditEntry } from "@/lib/contract/audit";

/** Everything of one entry, its detail as JSON. */
export function EntryDetail({ id, entry }: { id: string; entry: AuditEntry }) {
  const text = JSON.stringify(entry.detail, null, 2);
  const run = entry.runId;
  return (
    <div id={id} className="grid border-t bg-sunken lg:grid-cols-[360px_minmax(0,1fr)]">
      <DescriptionList
        items={[
          { term: "Entry", value: String(entry.id) },
          { term: "At", value: <Moment at={entry.at} /> },
          { term: "By", value: `${entry.actorName} (${entry.actorKind})` },
          ...(entry.onBehalfOf ? [{ term: "For", value: entry.onBehalfOf, isMachine: true }] : []),
          ...(entry.accountId
            ? [{ term: "Account", value: <TextLink href={`/accounts/${entry.accountId}`}>{entry.accountId}</TextLink> }]
            : []),
          ...(entry.region ? [{ term: "Region", value: entry.region }] : []),
          ...(run ? [{ term: "Run", value: <TextLink href={`/runs/${run}`}>{run}</TextLink> }] : []),
          ...(entry.requestId ? [{ term: "Request", value: entry.requestId, isMachine: true }] : []),
        ]}
      />
      <div className="min-w-0 border-t px-4 py-3 lg:border-t-0 lg:border-l">
        <div className="mb-1 flex items-center justify-between text-xs text-ink-3">
          Detail <CopyButton text={text} />
        </div>
        <ScrollRegion label="Detail of the entry" className="max-h-80">
          <pre className="machine leading-[18px]">{text === "{}" ? "nothing more was written" : text}</pre>
        </ScrollRegion>
      </div>
    </div>
  );
}
