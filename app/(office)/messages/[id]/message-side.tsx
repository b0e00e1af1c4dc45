import { useRefusal } from "@/app/_components/me";
import { inAccount } from "@/app/_components/targets";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { type Description, DescriptionList } from "@/app/_components/ui/description-list";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import type { FailedMessage, FailureClassDetail } from "@/lib/contract/failures";
import { nameOfArn } from "@/lib/core/arn";
import { originWords } from "../../failures/class-words";
import { ComparePanel } from "./compare-panel";
import { OutsideLinks } from "./outside-links";

type Props = { message: FailedMessage; failure: Pick<FailureClassDetail, "wayBack" | "causeReason" | "event"> };

/** Beside the message: how it goes back, where it lies, what was read from it. */
export function MessageSide({ message, failure: { wayBack, causeReason, event } }: Props) {
  return (
    <div className="grid gap-4">
      <Panel title="Way back">
        <p>{wayBack}</p>
        {event?.ruleId ? <TestLink message={message} ruleId={event.ruleId} /> : null}
        {message.isTombstone ? null : <EraseLink message={message} />}
      </Panel>
      <OutsideLinks messageId={message.id} />
      <Panel title="Where and whence" isFlush>
        <DescriptionList items={whereItems(message)} />
      </Panel>
      <Panel title="What was read" isFlush>
        <DescriptionList items={readItems(message, causeReason)} />
      </Panel>
      <ComparePanel message={message} />
    </div>
  );
}

/** The way to asking the rules of its bus about the event, for whoever may read bodies. */
function TestLink({ message, ruleId }: { message: FailedMessage; ruleId: string }) {
  const refusal = useRefusal("bodies.read", inAccount(message));
  if (refusal || !message.hasBody) return null;
  return (
    <p className="mt-2">
      <TextLink href={`/events/rules/${ruleId}/test?message=${message.id}`}>Test this event</TextLink>
      <span className="block text-xs text-ink-2">which rules would match now, and what their targets would get</span>
    </p>
  );
}

/** The way to erasing it, for whoever may. */
function EraseLink({ message }: { message: FailedMessage }) {
  const refusal = useRefusal("messages.erase", inAccount(message));
  if (refusal) return null;
  return (
    <p className="mt-2 text-xs">
      <TextLink href={`/settings/privacy?erase=${message.id}`}>Erase its content…</TextLink>
    </p>
  );
}

function whereItems(message: FailedMessage): Description[] {
  return [
    { term: "DLQ", value: <TextLink href={`/queues/${message.queueId}`}>{message.queueName}</TextLink> },
    { term: "Region", value: message.region },
    {
      term: "Origin",
      value:
        message.originCertainty === "certain"
          ? originWords(message.originKind)
          : `${originWords(message.originKind)}, ${message.originCertainty}`,
    },
    ...(message.sourceQueueArn
      ? [
          {
            term: "Came from",
            value: <span title={message.sourceQueueArn}>{nameOfArn(message.sourceQueueArn)}</span>,
            isMachine: true,
          },
        ]
      : []),
    ...(message.groupId ? [{ term: "Group", value: message.groupId, isMachine: true }] : []),
  ];
}

function readItems(message: FailedMessage, causeReason: string): Description[] {
  return [
    { term: "Cause", value: causeReason },
    { term: "Type", value: message.messageType, isMachine: true },
    { term: "Payload", value: message.payloadKind },
    { term: "Shape", value: message.shape, isMachine: true },
    {
      term: "SHA-256",
      value: (
        <span className="flex items-center">
          <span title={message.bodySha256}>
            {message.bodySha256.slice(0, 8)}…{message.bodySha256.slice(-4)}
          </span>
          <CopyButton text={message.bodySha256} label="Copy the hash" isIconOnly />
        </span>
      ),
      isMachine: true,
    },
    ...(message.isBacklog ? [{ term: "Backlog", value: "it was there at the first look; nobody was paged" }] : []),
  ];
}
