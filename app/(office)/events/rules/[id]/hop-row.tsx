import type { ReactNode } from "react";
import { formatCount } from "@/app/_components/format";
import { Chip } from "@/app/_components/ui/chip";
import { StateLabel } from "@/app/_components/ui/state-label";
import { TextLink } from "@/app/_components/ui/text-link";
import type { EventRuleDetail, Hop } from "@/lib/contract/event-buses";
import { nameOfArn } from "@/lib/core/arn";
import { elsewhereWords, hrefOfTarget, inputWords, losesEvents } from "./hop-words";

type Props = {
  hop: Hop;
  /** Open failures at this target. */
  failures: EventRuleDetail["classes"];
  /** Whether it says what is not retried; where all targets have that in common, it is said once below them. */
  hasAtOnce: boolean;
};

/** One target, read from left to right like a sentence. */
export function HopRow({ hop, failures, hasAtOnce }: Props) {
  const href = hrefOfTarget(hop);
  return (
    <li className="grid gap-1 border-b px-4 py-2.5 last:border-b-0">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
        <span aria-hidden="true" className="text-ink-3">
          →
        </span>
        <span className="machine min-w-0 font-medium wrap-anywhere" title={hop.arn}>
          {href ? <TextLink href={href}>{hop.name}</TextLink> : hop.name}
        </span>
        <Chip>{hop.kind}</Chip>
        <TargetState hop={hop} />
        <Failing failures={failures} />
        <Dot />
        <span>
          tries {hop.triesWords}, <End hop={hop} />
        </span>
      </p>
      <p className="pl-5 text-xs text-ink-2">{detailsOf(hop)}</p>
      {hasAtOnce ? <p className="pl-5 text-xs text-ink-3">{hop.atOnceWords}</p> : null}
      {hop.beyondWords ? <p className="pl-5 text-xs text-ink-3">{hop.beyondWords}</p> : null}
      {hop.notSupported ? <p className="pl-5 text-xs text-warn">{hop.notSupported}</p> : null}
    </li>
  );
}

/** What fails there now, by the class that tells more. */
function Failing({ failures }: Pick<Props, "failures">) {
  const [first, ...others] = failures;
  if (!first) return null;
  const count = failures.reduce((sum, one) => sum + one.count, 0);
  return (
    <StateLabel status="warn">
      <TextLink href={`/failures/${first.id}`} title={first.title}>
        {formatCount(count)} failed{others.length > 0 ? `, ${failures.length} classes` : ""}
      </TextLink>
    </StateLabel>
  );
}

function TargetState({ hop }: { hop: Hop }) {
  if (hop.state === "gone") return <StateLabel status="block">does not exist</StateLabel>;
  if (hop.state === "unknown") return <StateLabel status="unknown">cannot be seen</StateLabel>;
  return null;
}

/** Where EventBridge gives up: the queue, or nowhere. Red only where events are gone. */
function End({ hop }: { hop: Hop }) {
  const words = linked(hop.thenWords, hop.deadLetter);
  if (losesEvents(hop))
    return (
      <StateLabel status="block" className="whitespace-normal">
        <span>{words}</span>
      </StateLabel>
    );
  return <span className={hop.givesUp === "unknown" ? "text-unknown" : undefined}>{words}</span>;
}

/** The words, with the name of the queue in them as a link. */
function linked(words: string, queue: Hop["deadLetter"]): ReactNode {
  if (queue === null) return words;
  const [before = "", ...after] = words.split(queue.name);
  if (after.length === 0) return words;
  return (
    <>
      {before}
      {queueLink(queue)}
      {after.join(queue.name)}
    </>
  );
}

function queueLink({ arn, name, queueId }: NonNullable<Hop["deadLetter"]>): ReactNode {
  return (
    <span className="machine" title={arn}>
      {queueId ? <TextLink href={`/queues/${queueId}`}>{name}</TextLink> : name}
    </span>
  );
}

function detailsOf(hop: Hop): ReactNode {
  const elsewhere = elsewhereWords(hop);
  const parts: { key: string; text: ReactNode }[] = [
    { key: "effect", text: `One event ${hop.effectWords}` },
    { key: "input", text: inputWords(hop.input) },
    ...(elsewhere ? [{ key: "elsewhere", text: elsewhere }] : []),
    ...(hop.messageGroupId ? [{ key: "group", text: `message group ${hop.messageGroupId}` }] : []),
    ...(hop.roleArn
      ? [{ key: "role", text: <span title={hop.roleArn}>with the role {nameOfArn(hop.roleArn)}</span> }]
      : []),
    { key: "id", text: <span className="text-ink-3">target {hop.targetId}</span> },
  ];
  return parts.map(({ key, text }, index) => (
    <span key={key}>
      {index > 0 ? " · " : null}
      {text}
    </span>
  ));
}

function Dot() {
  return (
    <span aria-hidden="true" className="text-ink-3 max-sm:hidden">
      ·
    </span>
  );
}
