import Link from "next/link";
import type { Column } from "@/app/_components/tables/data-table";
import { Button, ButtonLink } from "@/app/_components/ui/button";
import { Chip } from "@/app/_components/ui/chip";
import { StateLabel } from "@/app/_components/ui/state-label";
import { RelativeTime } from "@/app/_components/ui/time";
import type { Alert } from "@/lib/contract/alert-fields";
import { alertStatus, SEVERITY_WORDS, STATE_WORDS, toldWords } from "./alert-words";
import type { Answers } from "./use-answers";

/** The columns of the alerts. The first that can be taken carries the filled button. */
export function alertColumns(answers: Answers, firstId: string | undefined): Column<Alert>[] {
  return [
    { key: "state", header: "State", width: 138, cell: (alert) => <StateCell alert={alert} /> },
    { key: "alert", header: "Alert", cell: (alert) => <AlertCell alert={alert} /> },
    {
      key: "since",
      header: "Since",
      width: 76,
      isNumber: true,
      cell: (alert) => <RelativeTime at={alert.openedAt} isPlain />,
    },
    { key: "owner", header: "Owner", width: 108, from: "lg", cell: (alert) => <OwnerCell alert={alert} /> },
    { key: "where", header: "Pipeline", width: 140, from: "xl", cell: (alert) => <PipelineCell alert={alert} /> },
    { key: "told", header: "Told", width: 112, from: "xl", cell: (alert) => <ToldCell alert={alert} /> },
    {
      key: "next",
      header: "Next step",
      width: 128,
      isRight: true,
      from: "lg",
      cell: (alert) => <NextCell alert={alert} answers={answers} isFirst={alert.id === firstId} />,
    },
  ];
}

function StateCell({ alert }: { alert: Alert }) {
  return (
    <>
      <StateLabel status={alertStatus(alert)}>{STATE_WORDS[alert.state]}</StateLabel>
      <div className="truncate pl-5 text-xs text-ink-2">
        {alert.state === "acknowledged" && alert.acknowledgedBy ? alert.acknowledgedBy : SEVERITY_WORDS[alert.severity]}
      </div>
    </>
  );
}

function AlertCell({ alert }: { alert: Alert }) {
  return (
    <div className="min-w-0">
      <Link
        href={`/alerts/${alert.id}`}
        title={alert.title}
        className="weight-emphasis block truncate rounded-xs hover:underline focus-visible:outline-offset-[-1px]"
      >
        {alert.title}
      </Link>
      <span className="mt-[3px] flex items-center gap-1.5 overflow-hidden text-xs whitespace-nowrap text-ink-2">
        {alert.isNoise ? <Chip>noise</Chip> : null}
        <span title={alert.sentence} className="min-w-0 truncate">
          {alert.sentence === alert.title ? placeWords(alert) : alert.sentence}
        </span>
      </span>
    </div>
  );
}

/** "fin-prod · eu-west-1"; nothing for what concerns the whole installation. */
export function placeWords({ accountNames, regions }: Alert): string {
  return [accountNames.join(", "), regions.join(", ")].filter(Boolean).join(" · ");
}

function OwnerCell({ alert: { owner, team } }: { alert: Alert }) {
  if (owner === null) return <span className="text-ink-3">nobody</span>;
  return (
    <>
      <div title={owner} className="truncate">
        {owner}
      </div>
      {team && team !== owner ? <div className="truncate text-xs text-ink-3">{team}</div> : null}
    </>
  );
}

function PipelineCell({ alert }: { alert: Alert }) {
  const { pipelines } = alert;
  const [first] = pipelines;
  return (
    <>
      <div className="truncate">
        {first ? (
          <Link href={`/pipelines/${first.id}`} title={first.name} className="hover:underline">
            {first.name}
          </Link>
        ) : (
          <span className="text-ink-3">none</span>
        )}
        {pipelines.length > 1 ? <span className="text-ink-3"> +{pipelines.length - 1}</span> : null}
      </div>
      <div title={placeWords(alert)} className="truncate text-xs text-ink-3">
        {placeWords(alert) || "whole installation"}
      </div>
    </>
  );
}

function ToldCell({ alert }: { alert: Alert }) {
  return (
    <span title={alert.muteReason ?? undefined} className={alert.pagedAt ? undefined : "text-ink-2"}>
      {toldWords(alert)}
      {alert.pagedAt ? (
        <span className="block text-xs text-ink-3">
          <RelativeTime at={alert.pagedAt} suffix=" ago" isPlain />
        </span>
      ) : null}
    </span>
  );
}

function NextCell({ alert, answers, isFirst }: { alert: Alert; answers: Answers; isFirst: boolean }) {
  if (answers.refusalOf(alert))
    return (
      <ButtonLink size="sm" href={`/alerts/${alert.id}`} aria-label={`Open A-${alert.number}`}>
        Open
      </ButtonLink>
    );
  return (
    <Button
      size="sm"
      variant={isFirst ? "filled" : "outline"}
      isBusy={answers.busyId === alert.id}
      aria-label={`Acknowledge A-${alert.number}: ${alert.title}`}
      onClick={() => answers.acknowledge(alert)}
    >
      Acknowledge
    </Button>
  );
}

/** The same on a phone: state and time, what, then whose. */
export function AlertPhoneRow({ alert }: { alert: Alert }) {
  return (
    <>
      <span className="flex items-baseline gap-3">
        <StateLabel status={alertStatus(alert)}>{STATE_WORDS[alert.state]}</StateLabel>
        <span className="ml-auto text-xs whitespace-nowrap text-ink-3">
          <RelativeTime at={alert.openedAt} isPlain />
        </span>
      </span>
      <span className="line-clamp-2 wrap-anywhere">{alert.title}</span>
      <span className="block truncate text-xs text-ink-2">
        {alert.owner ?? "nobody owns it"} · {toldWords(alert)}
      </span>
    </>
  );
}
