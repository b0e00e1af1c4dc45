import { CopyButton } from "@/app/_components/ui/copy-button";
import { DescriptionList } from "@/app/_components/ui/description-list";
import { ScrollRegion } from "@/app/_components/ui/scroll-region";
import { TextLink } from "@/app/_components/ui/text-link";
import { Moment } from "@/app/_components/ui/time";
import type { AuditEntry } from "@/lib/contract/audit";

/** Everything of one entry, its detail as JSON. */
export function EntryDetail({ id, entry }: { id: string; entry: AuditEntry }) {
  const text = JSON.stringify(entry.detail, null, 2);
  return (
    <div id={id} className="grid border-t bg-sunken lg:grid-cols-[360px_minmax(0,1fr)]">
      <DescriptionList items={itemsOf(entry)} />
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

function itemsOf(entry: AuditEntry) {
  const { runId, accountId, accountName, objectId } = entry;
  const person = entry.onBehalfOf ?? entry.actorId;
  return [
    { term: "Entry", value: `${entry.id}, ${entry.isSealed ? "sealed" : "not sealed yet"}` },
    { term: "At", value: <Moment at={entry.at} /> },
    { term: "By", value: `${entry.actorName} (${entry.actorKind})` },
    { term: "Person", value: <TextLink href={`/audit?person=${encodeURIComponent(person)}`}>{person}</TextLink> },
    ...(objectId
      ? [
          {
            term: "History",
            value: (
              <TextLink href={`/audit?object=${encodeURIComponent(objectId)}`}>
                of this {entry.objectKind.replaceAll("-", " ")}
              </TextLink>
            ),
          },
        ]
      : []),
    ...(accountId
      ? [{ term: "Account", value: <TextLink href={`/accounts/${accountId}`}>{accountName ?? accountId}</TextLink> }]
      : []),
    ...(entry.region ? [{ term: "Region", value: entry.region }] : []),
    ...(runId ? [{ term: "Run", value: <TextLink href={`/runs/${runId}`}>{runId}</TextLink> }] : []),
    ...(entry.ip ? [{ term: "Address", value: entry.ip, isMachine: true }] : []),
    ...(entry.requestId ? [{ term: "Request", value: entry.requestId, isMachine: true }] : []),
  ];
}
