"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { formatPlural } from "@/app/_components/format";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { Chip } from "@/app/_components/ui/chip";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { StateLabel } from "@/app/_components/ui/state-label";
import type { Status } from "@/app/_components/ui/status";
import { TextLink } from "@/app/_components/ui/text-link";
import { RelativeTime } from "@/app/_components/ui/time";
import type { Channel } from "@/lib/contract/channels";
import { CHANNEL_FORMS } from "./channel-kinds";
import { TestOutcome } from "./test-outcome";

type Props = { channel: Channel; onEdit: () => void };

/** One channel: what it is, whether it gets through, and a test of it. */
export function ChannelRow({ channel, onEdit }: Props) {
  const { id, name, kind, config } = channel;
  const [testId, setTestId] = useState<string>();
  const [isRemoving, setRemoving] = useState(false);
  const test = useCommand("testChannel", { onDone: ({ id: sent }) => setTestId(sent) });
  return (
    <li className="border-t py-3 first:border-t-0 first:pt-0">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-72">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="weight-emphasis wrap-anywhere">{name}</span>
            <Chip>{CHANNEL_FORMS[kind].label}</Chip>
            <HealthLabel channel={channel} />
          </p>
          <p className="text-xs wrap-anywhere text-ink-2">
            <code className="machine">
              {String(config.url ?? config.to ?? config.repository ?? config.project ?? "")}
            </code>
          </p>
          <HealthWords channel={channel} />
          {channel.answerUrl ? <AnswerAddress url={channel.answerUrl} /> : null}
        </div>
        <div className="flex flex-wrap gap-1.5">
          <Button size="sm" aria-label={`Send a test to ${name}`} isBusy={test.isBusy} onClick={() => test.run({ id })}>
            Send a test
          </Button>
          <Button size="sm" aria-label={`Edit ${name}`} onClick={onEdit}>
            Edit
          </Button>
          <Button size="sm" variant="danger-outline" aria-label={`Remove ${name}`} onClick={() => setRemoving(true)}>
            Remove…
          </Button>
        </div>
      </div>
      {test.problem ? <ProblemNote problem={test.problem} /> : null}
      {testId ? <TestOutcome key={testId} channelId={id} notificationId={testId} /> : null}
      {isRemoving ? <RemoveDialog channel={channel} onClose={() => setRemoving(false)} /> : null}
    </li>
  );
}

/** How a channel does: off by itself, failing, getting through, or never used. */
function healthOf({ isOn, offReason, failedAt, deliveredAt }: Channel): { status: Status; word: string } {
  if (!isOn) return { status: "off", word: offReason ? "Off by itself" : "Off" };
  if (failedAt && (deliveredAt === null || failedAt > deliveredAt)) return { status: "failed", word: "Failing" };
  return deliveredAt ? { status: "pass", word: "Gets through" } : { status: "unproven", word: "Not proved yet" };
}

function HealthLabel({ channel }: { channel: Channel }) {
  const { status, word } = healthOf(channel);
  return <StateLabel status={status}>{word}</StateLabel>;
}

function HealthWords({ channel }: { channel: Channel }) {
  const { deliveredAt, failedAt, failure, offReason, offAt, waitingCount, deadCount, id } = channel;
  const isFailing = failedAt !== null && (deliveredAt === null || failedAt > deliveredAt);
  return (
    <p className="mt-0.5 flex flex-wrap gap-x-3 text-xs wrap-anywhere text-ink-2">
      {offReason ? (
        <span className="text-warn">
          off <RelativeTime at={offAt} suffix=" ago" isPlain />: {offReason}
        </span>
      ) : null}
      <span>
        {deliveredAt ? (
          <>
            last got through <RelativeTime at={deliveredAt} suffix=" ago" isPlain />
          </>
        ) : (
          "nothing got through yet: send a test"
        )}
      </span>
      {isFailing ? (
        <span className="text-danger">
          failed <RelativeTime at={failedAt} suffix=" ago" isPlain />
          {failure ? `: ${failure}` : ""}
        </span>
      ) : null}
      {waitingCount > 0 ? <span>{formatPlural(waitingCount, "message")} waiting</span> : null}
      {deadCount > 0 ? (
        <TextLink href={`/settings/alerts?tab=told&channel=${id}&state=dead`}>{deadCount} given up</TextLink>
      ) : null}
    </p>
  );
}

function AnswerAddress({ url }: { url: string }) {
  return (
    <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-xs text-ink-2">
      Answers come to <code className="machine wrap-anywhere text-ink">{url}</code> <CopyButton text={url} />
    </p>
  );
}

function RemoveDialog({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const remove = useCommand("removeChannel", { onDone: onClose });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Remove ${channel.name}?`}
      confirmLabel="Remove channel"
      isBusy={remove.isBusy}
      error={remove.problem?.detail}
      onConfirm={() => remove.run({ id: channel.id })}
    >
      <p>
        {formatPlural(channel.waitingCount, "message")} that {channel.waitingCount === 1 ? "waits" : "wait"} for it{" "}
        {channel.waitingCount === 1 ? "is" : "are"} dropped. Routes that name it tell nobody until they name another.
      </p>
    </ConfirmDialog>
  );
}
