import Link from "next/link";
import type { Column } from "@/app/_components/tables/data-table";
import { TextLink } from "@/app/_components/ui/text-link";
import { Moment } from "@/app/_components/ui/time";
import type { ReviewFactView } from "@/lib/contract/review-fields";
import { factValueWords, KIND_WORDS } from "../../fact-words";
import { detailWords } from "./detail-words";

type Row = ReviewFactView & { key: string };

/** The columns of the list behind a number. */
export const FACT_COLUMNS: Column<Row>[] = [
  {
    key: "kind",
    header: "What",
    width: 170,
    cell: ({ kind }) => <span className="text-ink-2">{KIND_WORDS[kind]}</span>,
  },
  { key: "label", header: "About", cell: (fact) => <AboutCell fact={fact} /> },
  { key: "value", header: "How much", width: 130, isNumber: true, cell: (fact) => <ValueCell fact={fact} /> },
  { key: "pipeline", header: "Pipeline", width: 180, from: "lg", cell: (fact) => <PipelineCell fact={fact} /> },
  { key: "owner", header: "Owner", width: 140, from: "lg", cell: (fact) => <OwnerCell fact={fact} /> },
  {
    key: "at",
    header: "When",
    width: 140,
    isRight: true,
    cell: ({ at }) => (at ? <Moment at={at} isPlain /> : <span className="text-ink-3">–</span>),
  },
];

function AboutCell({ fact }: { fact: Row }) {
  const under = [placeWords(fact), detailWords(fact)].filter(Boolean).join(" · ");
  return (
    <>
      {fact.href ? (
        <Link href={fact.href} title={fact.label} className="block truncate rounded-xs text-accent hover:underline">
          {fact.label}
        </Link>
      ) : (
        <span title={fact.label} className="block truncate">
          {fact.label}
        </span>
      )}
      <span title={under} className="block truncate text-xs text-ink-3">
        {under}
      </span>
    </>
  );
}

function placeWords({ accountName, region }: Row): string {
  return [accountName, region].filter((part) => part !== null).join(" · ");
}

function ValueCell({ fact: { kind, value } }: { fact: Row }) {
  const words = factValueWords(kind, value);
  if (value === null && words !== undefined) return <span className="text-unknown">not known</span>;
  return words === undefined ? <span className="text-ink-3">–</span> : <span className="weight-emphasis">{words}</span>;
}

function PipelineCell({ fact: { pipelineId, pipelineName } }: { fact: Row }) {
  if (!pipelineId) return <span className="text-ink-3">none</span>;
  return (
    <TextLink href={`/pipelines/${pipelineId}`} className="block truncate" title={pipelineName ?? undefined}>
      {pipelineName ?? pipelineId}
    </TextLink>
  );
}

function OwnerCell({ fact: { owner, team } }: { fact: Row }) {
  if (owner === null) return <span className="text-ink-3">nobody</span>;
  return (
    <>
      <div className="truncate">{owner}</div>
      {team && team !== owner ? <div className="truncate text-xs text-ink-3">{team}</div> : null}
    </>
  );
}

/** The same on a phone: what it is about and how much, then where and when. */
export function FactPhoneRow({ fact }: { fact: Row }) {
  return (
    <>
      <span className="flex items-baseline justify-between gap-3">
        {fact.href ? (
          <Link href={fact.href} className="min-w-0 truncate py-1 text-accent">
            {fact.label}
          </Link>
        ) : (
          <span className="min-w-0 truncate py-1">{fact.label}</span>
        )}
        <span className="flex-none">
          <ValueCell fact={fact} />
        </span>
      </span>
      <span className="block truncate text-xs text-ink-2">
        {[KIND_WORDS[fact.kind], placeWords(fact), fact.owner ?? "nobody’s"].filter(Boolean).join(" · ")}
      </span>
    </>
  );
}
