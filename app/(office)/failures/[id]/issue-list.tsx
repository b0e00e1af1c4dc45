"use client";

import { useAnswer, useCommand } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { onFailure } from "@/app/_components/targets";
import { Button } from "@/app/_components/ui/button";
import { OutsideLink } from "@/app/_components/ui/outside-link";
import { StateLabel } from "@/app/_components/ui/state-label";
import type { Status } from "@/app/_components/ui/status";
import { RelativeTime } from "@/app/_components/ui/time";
import type { FailureClassDetail } from "@/lib/contract/failures";
import type { IssueLink } from "@/lib/contract/hand-over";

const STATES: Readonly<Record<IssueLink["state"], { status: Status; word: string }>> = {
  asked: { status: "waiting", word: "Being made" },
  open: { status: "ongoing", word: "Open" },
  closed: { status: "done", word: "Closed" },
  failed: { status: "failed", word: "Not made" },
  unknown: { status: "unknown", word: "Not known" },
};

/** Issues made of a failure, as they were read last, and a way to make one in each tracker that has none yet. */
export function IssueList({ failure }: { failure: FailureClassDetail }) {
  const refusal = useRefusal("classes.triage", onFailure(failure));
  const issues = useAnswer("listIssues", { id: failure.id }).data?.items ?? [];
  const trackers = useAnswer("listIssueChannels", {}, { isEnabled: refusal === undefined }).data?.items ?? [];
  const create = useCommand("createIssue");
  const free = trackers.filter(
    ({ id }) => !issues.some(({ channelId, state }) => channelId === id && state !== "failed"),
  );
  if (issues.length === 0 && free.length === 0) return null;
  return (
    <div className="grid gap-2 border-t px-4 py-3">
      {issues.map((issue) => (
        <Issue key={issue.id} issue={issue} />
      ))}
      {create.problem ? <ProblemNote problem={create.problem} /> : null}
      {free.map(({ id, name }) => (
        <Button
          key={id}
          size="sm"
          className="max-w-full justify-self-start"
          isBusy={create.isBusy}
          onClick={() => create.run({ id: failure.id, channelId: id })}
        >
          <span className="min-w-0 truncate">Make an issue in {name}</span>
        </Button>
      ))}
    </div>
  );
}

function Issue({ issue: { state, channelName, url, externalId, failure, readAt } }: { issue: IssueLink }) {
  const { status, word } = STATES[state];
  return (
    <div className="min-w-0">
      <span className="flex flex-wrap items-center gap-x-2">
        <StateLabel status={status}>{word}</StateLabel>
        {url ? <OutsideLink url={url}>{externalId ?? channelName}</OutsideLink> : <span>{channelName}</span>}
      </span>
      <span className="block text-xs wrap-anywhere text-ink-2">
        {failure ?? (
          <>
            {channelName}
            {readAt ? (
              <>
                , read <RelativeTime at={readAt} suffix=" ago" isPlain />
              </>
            ) : (
              ", not read back yet"
            )}
          </>
        )}
      </span>
    </div>
  );
}
