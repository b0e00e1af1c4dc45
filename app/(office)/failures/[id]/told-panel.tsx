"use client";

import { useState } from "react";
import { useAnswer } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { Button } from "@/app/_components/ui/button";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import { TextLink } from "@/app/_components/ui/text-link";
import { RelativeTime } from "@/app/_components/ui/time";
import type { FailureClassDetail } from "@/lib/contract/failures";
import { alertStatus, STATE_WORDS, toldWords } from "../../alerts/alert-words";
import { HandOverDialog } from "../../capsules/hand-over-dialog";
import { IssueList } from "./issue-list";

const ALERTS_SHOWN = 3;
const CAPSULES_SHOWN = 3;

/** Who knows of a failure: its alerts, the issues made of it, and what was frozen for whoever takes over. */
export function ToldPanel({ failure }: { failure: FailureClassDetail }) {
  return (
    <Panel title="Who knows" isFlush>
      <Alerts classId={failure.id} />
      <IssueList failure={failure} />
      <Capsules failure={failure} />
    </Panel>
  );
}

function Alerts({ classId }: { classId: string }) {
  const { data } = useAnswer("listAlerts", { classId, limit: ALERTS_SHOWN });
  if (!data) return null;
  if (data.items.length === 0) return <p className="px-4 py-3 text-ink-2">No alert was opened for it.</p>;
  return (
    <ul className="px-4 py-2">
      {data.items.map((alert) => (
        <li key={alert.id} className="border-t py-1.5 first:border-t-0">
          <span className="flex flex-wrap items-center gap-x-2">
            <StateLabel status={alertStatus(alert)}>{STATE_WORDS[alert.state]}</StateLabel>
            <TextLink href={`/alerts/${alert.id}`}>A-{alert.number}</TextLink>
            <span className="ml-auto text-xs text-ink-3">
              <RelativeTime at={alert.openedAt} suffix=" ago" isPlain />
            </span>
          </span>
          <span className="block text-xs text-ink-2">{alert.acknowledgedBy ?? toldWords(alert)}</span>
        </li>
      ))}
    </ul>
  );
}

function Capsules({ failure }: { failure: FailureClassDetail }) {
  const [isAsking, setAsking] = useState(false);
  const refusal = useRefusal("reviews.write");
  const { data } = useAnswer("listCapsules", { subjectId: failure.id, limit: CAPSULES_SHOWN });
  return (
    <div className="grid gap-2 border-t px-4 py-3">
      {data?.items.map(({ id, title, createdBy, createdAt }) => (
        <p key={id} className="text-xs text-ink-2">
          <TextLink href={`/capsules/${id}`}>{title}</TextLink>
          <span className="block">
            handed over by {createdBy} <RelativeTime at={createdAt} suffix=" ago" isPlain />
          </span>
        </p>
      ))}
      <Button
        size="sm"
        align="start"
        className="justify-self-start"
        disabledReason={refusal}
        onClick={() => setAsking(true)}
      >
        Hand over…
      </Button>
      {isAsking ? (
        <HandOverDialog
          subject={{ kind: "class", id: failure.id }}
          name={`F-${failure.number}`}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </div>
  );
}
