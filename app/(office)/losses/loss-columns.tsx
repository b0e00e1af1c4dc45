import Link from "next/link";
import { formatCompactCount, formatCount, UNKNOWN_TEXT } from "@/app/_components/format";
import { FigureCell } from "@/app/_components/tables/cells";
import type { Column } from "@/app/_components/tables/data-table";
import { ButtonLink } from "@/app/_components/ui/button";
import { Chip } from "@/app/_components/ui/chip";
import { LossClock } from "@/app/_components/ui/loss-clock";
import { StateLabel } from "@/app/_components/ui/state-label";
import { Moment } from "@/app/_components/ui/time";
import type { Loss } from "@/lib/contract/losses";
import { OwnerCell } from "../coverage/finding-columns";

/** The columns of the losses: dies first on top. */
export const lossColumns: Column<Loss>[] = [
  { key: "loss", header: "Loss clock", width: 124, cell: (loss) => <Clock loss={loss} /> },
  { key: "queue", header: "Dead-letter queue", cell: (loss) => <QueueCell loss={loss} /> },
  { key: "between", header: "First loss", width: 176, from: "lg", cell: (loss) => <BetweenCell loss={loss} /> },
  {
    key: "count",
    header: "Messages",
    width: 104,
    isNumber: true,
    cell: (loss) => (
      <FigureCell
        value={loss.isBlind || loss.visible === null ? UNKNOWN_TEXT : formatCount(loss.visible)}
        detail={loss.savedCount > 0 ? `${formatCount(loss.savedCount)} saved` : "none saved"}
      />
    ),
  },
  { key: "mode", header: "Mode", width: 92, from: "xl", cell: (loss) => <StateLabel status={loss.mode} /> },
  { key: "owner", header: "Owner", width: 132, from: "lg", cell: (loss) => <OwnerCell owner={loss.owner} /> },
  { key: "next", header: "Next step", width: 136, isRight: true, from: "lg", cell: (loss) => <NextStep loss={loss} /> },
];

function Clock({ loss }: { loss: Loss }) {
  if (isSaved(loss)) return <LossClock loss={{ kind: "saved" }} />;
  if (loss.earliestAt === null) return <LossClock loss={{ kind: "unknown" }} />;
  if (loss.lossKind === "certain")
    return <LossClock loss={{ kind: "deadline", at: loss.earliestAt, retentionSeconds: loss.retentionSeconds }} />;
  return <LossClock loss={{ kind: "bound", notBefore: loss.earliestAt, by: loss.latestAt }} />;
}

function isSaved({ lossKind }: Loss): boolean {
  return lossKind === "saved";
}

function QueueCell({ loss }: { loss: Loss }) {
  return (
    <div className="min-w-0">
      <Link
        href={`/queues/${loss.queueId}`}
        title={loss.arn}
        className="block truncate rounded-xs font-mono text-xs font-medium tracking-[-0.03em] hover:underline focus-visible:outline-offset-[-1px]"
      >
        {loss.name}
      </Link>
      <span className="mt-[3px] flex items-center gap-1.5 overflow-hidden text-xs whitespace-nowrap text-ink-2">
        {loss.isFifo ? <Chip>FIFO</Chip> : null}
        {loss.doesAutoRescue ? <Chip>auto-rescue</Chip> : null}
        <span className="min-w-0 truncate text-ink-3">
          {loss.accountName} · {loss.region}
        </span>
      </span>
    </div>
  );
}

/** The two ends of the bound, or the one deadline. */
function BetweenCell({ loss }: { loss: Loss }) {
  if (loss.earliestAt === null) return <span className="text-unknown">nothing tells</span>;
  if (loss.latestAt === null || loss.latestAt === loss.earliestAt)
    return (
      <span title={loss.sentence}>
        <Moment at={loss.earliestAt} isPlain />
      </span>
    );
  return (
    <span title={loss.sentence} className="block text-xs leading-[17px] text-ink-2">
      <span className="block truncate">
        {Date.parse(loss.earliestAt) > Date.now() ? (
          <>
            from <Moment at={loss.earliestAt} isPlain />
          </>
        ) : (
          "may be dying now"
        )}
      </span>
      <span className="block truncate">
        by <Moment at={loss.latestAt} isPlain />
      </span>
    </span>
  );
}

function NextStep({ loss }: { loss: Loss }) {
  if (loss.isBlind)
    return (
      <ButtonLink size="sm" href={`/accounts/${loss.accountId}`}>
        Fix access
      </ButtonLink>
    );
  return (
    <ButtonLink size="sm" href={`/queues/${loss.queueId}`}>
      {isSaved(loss) ? "Open" : loss.canRaiseRetention ? "Give it time…" : "Save them…"}
    </ButtonLink>
  );
}

/** The same on a phone: how long, how many, then where. */
export function LossPhoneRow({ loss }: { loss: Loss }) {
  return (
    <>
      <span className="flex items-baseline gap-3">
        <span className="min-w-0 flex-1 truncate font-mono text-sm tracking-[-0.03em]">{loss.name}</span>
        <span className="weight-emphasis">
          {loss.isBlind || loss.visible === null ? UNKNOWN_TEXT : formatCompactCount(loss.visible)}
        </span>
      </span>
      <span className="flex items-center gap-2 text-xs text-ink-3">
        <span className="min-w-0 flex-1 truncate">
          {loss.accountName} · {loss.region}
        </span>
        <span className="w-[84px] flex-none">
          <Clock loss={loss} />
        </span>
      </span>
    </>
  );
}
