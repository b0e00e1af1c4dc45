"use client";

import { formatCount } from "@/app/_components/format";
import { type Fact, FactStrip } from "@/app/_components/ui/fact-strip";
import { Fuse } from "@/app/_components/ui/fuse";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import { Moment, RelativeTime } from "@/app/_components/ui/time";
import type { Run } from "@/lib/contract/runs";
import { nameOfArn } from "@/lib/core/arn";

type Replay = NonNullable<Run["replay"]>;

/** How far EventBridge is in the range of a replay. It tells a place in time and counts nothing; so this counts nothing. */
export function ReplayPanel({ run, replay }: { run: Run; replay: Replay }) {
  return (
    <div className="grid gap-4">
      <FactStrip label="The replay" facts={factsOf(run, replay)} />
      <Panel title="How far it is" hint="by the time of the events; coarse, EventBridge counts none">
        <Fuse share={replay.progress ?? undefined} tone="accent" size="phone" className="mt-0 mb-2" />
        <p className="tabular flex flex-wrap justify-between gap-x-4 text-xs text-ink-2">
          <span>
            from <Moment at={replay.from} isPlain />
          </span>
          {replay.lastReplayedAt ? (
            <span className="text-ink">
              reached <Moment at={replay.lastReplayedAt} isPlain />
            </span>
          ) : null}
          <span>
            until <Moment at={replay.until} isPlain />
          </span>
        </p>
        {run.outcome ? <p className="mt-3 max-w-[72ch]">{run.outcome}</p> : null}
        <p className="mt-2 max-w-[72ch] text-ink-2">
          EventBridge sends the archived events again, in slices of a minute and in no order. Whether targets could work
          with them is not known here: what fails comes to lie in the targets&apos; dead-letter queues.
        </p>
        {replay.name ? (
          <p className="mt-2 text-xs text-ink-3">
            EventBridge knows it as <code className="machine">{replay.name}</code>
          </p>
        ) : null}
      </Panel>
      <Panel title="Rules that get them" hint={replay.ruleArns === null ? "every rule of the bus" : undefined}>
        {replay.ruleArns === null ? (
          <p>All of {nameOfArn(replay.busArn)}: everything that ever happened at such an event happens again.</p>
        ) : (
          <ul className="grid gap-1">
            {replay.ruleArns.map((arn) => (
              <li key={arn} className="machine wrap-anywhere" title={arn}>
                {nameOfArn(arn)}
              </li>
            ))}
          </ul>
        )}
        <p className="mt-3 flex flex-wrap gap-4">
          <TextLink href={`/events/archives/${run.resourceId}`}>Open {run.subject.name}</TextLink>
          <TextLink href="/events/replays">All replays</TextLink>
        </p>
      </Panel>
    </div>
  );
}

function factsOf(run: Run, replay: Replay): Fact[] {
  return [
    { key: "state", label: "EventBridge says", value: replay.state?.toLowerCase() ?? "nothing yet" },
    {
      key: "progress",
      label: "Of its time",
      value: replay.progress === null ? "?" : `about ${Math.round(replay.progress * 100)} %`,
      detail: "not of its events",
    },
    {
      key: "events",
      label: "Events",
      value: replay.estimatedEvents === null ? "not known" : `about ${formatCount(replay.estimatedEvents)}`,
      detail: "an estimate, made with the plan",
    },
    {
      key: "news",
      label: "Last news",
      value: run.progressAt ? <RelativeTime at={run.progressAt} suffix=" ago" isPlain /> : "?",
      detail: "from EventBridge",
    },
  ];
}
