import { cn } from "@/app/_components/cn";
import { formatPlural } from "@/app/_components/format";
import { Chip } from "@/app/_components/ui/chip";
import { Panel } from "@/app/_components/ui/panel";
import { StatusIcon } from "@/app/_components/ui/status-icon";
import { TextLink } from "@/app/_components/ui/text-link";
import { Moment, RelativeTime } from "@/app/_components/ui/time";
import type { AlertReasonView } from "@/lib/contract/alert-fields";
import type { AlertDetail } from "@/lib/contract/alerts";
import { CONDITION_WORDS } from "../alert-words";
import { placeOfReason, SUBJECT_WORDS } from "../subject-place";

/** Why it is open, the gravest first, each with the page where it is mended. */
export function ReasonsPanel({ alert }: { alert: AlertDetail }) {
  const { reasons, hiddenReasonCount } = alert;
  return (
    <Panel title="Why" hint={`${formatPlural(reasons.length, "reason")}, gravest first`} isFlush>
      <ol>
        {reasons.map((reason) => (
          <ReasonLine key={`${reason.condition} ${reason.subject.id} ${reason.since}`} reason={reason} />
        ))}
      </ol>
      {hiddenReasonCount ? (
        <p className="border-t px-4 py-2 text-xs text-ink-2">
          {formatPlural(hiddenReasonCount, "more reason")} in accounts that are not shown to you.
        </p>
      ) : null}
    </Panel>
  );
}

function ReasonLine({ reason }: { reason: AlertReasonView }) {
  const isOver = reason.resolvedAt !== null;
  return (
    <li className="grid grid-cols-[18px_minmax(0,1fr)_auto] gap-x-2 border-t px-4 py-2.5 first:border-t-0">
      <StatusIcon
        status={isOver ? "resolved" : reason.severity === "page" ? "escalating" : "new"}
        className="mt-[3px]"
      />
      <div className="min-w-0">
        <p className={cn("wrap-anywhere", isOver ? "text-ink-2" : "weight-emphasis")}>{reason.sentence}</p>
        <p className="mt-[3px] flex flex-wrap items-center gap-x-1.5 gap-y-1 text-xs text-ink-2">
          <Chip>{CONDITION_WORDS[reason.condition]}</Chip>
          <span>{SUBJECT_WORDS[reason.subject.kind]}</span>
          <Subject reason={reason} />
          <span className="text-ink-3">{[reason.accountName, reason.region].filter(Boolean).join(" · ")}</span>
          {reason.pipelines.map(({ id, name }) => (
            <TextLink key={id} href={`/pipelines/${id}`}>
              {name}
            </TextLink>
          ))}
        </p>
      </div>
      <span className="text-right text-xs whitespace-nowrap text-ink-3">
        {isOver ? (
          <>
            over <RelativeTime at={reason.resolvedAt} suffix=" ago" isPlain />
          </>
        ) : (
          <>
            <RelativeTime at={reason.since} isPlain />
            <span className="block max-sm:hidden">
              since <Moment at={reason.since} isPlain />
            </span>
          </>
        )}
      </span>
    </li>
  );
}

function Subject({ reason }: { reason: AlertReasonView }) {
  const place = placeOfReason(reason);
  if (!place) return <span className="machine wrap-anywhere">{reason.subject.name}</span>;
  return (
    <TextLink href={place} className="wrap-anywhere">
      {reason.subject.name}
    </TextLink>
  );
}
