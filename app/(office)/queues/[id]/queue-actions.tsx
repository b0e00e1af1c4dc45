"use client";

import { formatCount } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { onThing } from "@/app/_components/targets";
import { Button, ButtonLink } from "@/app/_components/ui/button";
import { Icon } from "@/app/_components/ui/icons";
import { Menu, MenuDivider, MenuItem } from "@/app/_components/ui/menu";
import { PhoneActions } from "@/app/_components/ui/phone-actions";
import type { QueueDetail } from "@/lib/contract/queues";
import type { PlanRequest } from "../../plans/plan-request";

export type OpenPlan = (request: PlanRequest, title: string) => void;
type Props = { queue: QueueDetail; openPlan: OpenPlan };

/** What can be done with the whole queue. Each opens a plan first; nothing reaches AWS before it is applied. */
export function QueueActions({ queue, openPlan }: Props) {
  const refusal = useRefusal("plans.create", onThing(queue));
  const reason = refusal ?? reasonNotIndexed(queue);
  const first = firstActionOf(queue);
  return (
    <>
      {queue.mode === "off" && first.request.action === "redrive" ? (
        <ButtonLink variant="filled" href="#reading">
          Turn on reading…
        </ButtonLink>
      ) : (
        <Button variant="filled" disabledReason={reason} onClick={() => open(openPlan, first)}>
          {first.label}
        </Button>
      )}
      <MoreActions queue={queue} onOpen={openPlan} />
    </>
  );
}

/** The same two steps at the foot of a phone. */
export function QueuePhoneActions({ queue, openPlan }: Props) {
  const reason = useRefusal("plans.create", onThing(queue)) ?? reasonNotIndexed(queue);
  const first = firstActionOf(queue);
  if (queue.mode === "off" && first.request.action === "redrive")
    return (
      <PhoneActions consequence="Nobody reads this queue. What reading does is said before.">
        <ButtonLink variant="filled" size="touch" href="#reading">
          Turn on reading…
        </ButtonLink>
      </PhoneActions>
    );
  return (
    <PhoneActions consequence={reason ? undefined : "Makes a plan first. Nothing reaches AWS before you apply it."}>
      <Button variant="filled" size="touch" align="start" disabledReason={reason} onClick={() => open(openPlan, first)}>
        {first.label}
      </Button>
    </PhoneActions>
  );
}

type MoreProps = { queue: QueueDetail; onOpen: OpenPlan };

function MoreActions({ queue, onOpen }: MoreProps) {
  const mayPlan = useRefusal("plans.create", onThing(queue));
  const mayNotDiscard = useRefusal("messages.discard", onThing(queue));
  const mayNotPurge = useRefusal("queues.purge", onThing(queue));
  const { id } = queue;
  const moveTask: PlanRequest = { action: "redrive", selection: { queueId: id }, driver: "move-task" };
  const discard: PlanRequest = { action: "discard", selection: { queueId: id } };
  return (
    <Menu
      label="More actions"
      trigger={
        <Button isIconOnly aria-label="More actions">
          <Icon name="more" />
        </Button>
      }
    >
      <MenuItem
        disabledReason={mayPlan}
        onSelect={() => onOpen(moveTask, `Redrive all of ${queue.name} by a move task`)}
      >
        Redrive by an SQS move task…
      </MenuItem>
      <MenuDivider />
      <MenuItem
        isDanger
        disabledReason={mayPlan ?? mayNotDiscard ?? reasonNotIndexed(queue)}
        onSelect={() => onOpen(discard, `Discard all of ${queue.name}`)}
      >
        Discard all indexed…
      </MenuItem>
      <MenuItem
        isDanger
        disabledReason={mayPlan ?? mayNotPurge}
        onSelect={() => onOpen({ action: "purge", selection: { queueId: id } }, `Purge ${queue.name}`)}
      >
        Purge the queue…
      </MenuItem>
    </Menu>
  );
}

function open(openPlan: OpenPlan, { request, title }: ReturnType<typeof redriveOf>): void {
  openPlan(request, title);
}

/** What `?plan=new` means on this page. */
export function redriveOf(queue: QueueDetail): { request: PlanRequest; title: string } {
  return { request: { action: "redrive", selection: { queueId: queue.id } }, title: `Redrive all of ${queue.name}` };
}

/** The way back: from the queue, or from the vault when all that is known of it lies there. */
function firstActionOf(queue: QueueDetail): ReturnType<typeof redriveOf> & { label: string } {
  if (!isOnlyInVault(queue)) return { ...redriveOf(queue), label: redriveLabel(queue) };
  const count = formatCount(queue.vault?.vaultedCount);
  const request: PlanRequest = { action: "restore", selection: { queueId: queue.id } };
  return { request, title: `Restore ${count} to where they came from`, label: `Plan restore of ${count}` };
}

function isOnlyInVault({ vault, completeness }: QueueDetail): boolean {
  return (vault?.vaultedCount ?? 0) > 0 && (completeness?.indexedCount ?? 0) === 0;
}

function redriveLabel({ completeness }: QueueDetail): string {
  return completeness && completeness.indexedCount > 0
    ? `Plan redrive of ${formatCount(completeness.indexedCount)}`
    : "Plan redrive";
}

/** Our mover and a discard act on messages that we know one by one. */
function reasonNotIndexed(queue: QueueDetail): string | undefined {
  const { mode, completeness } = queue;
  if (isOnlyInVault(queue)) return undefined;
  if (mode === "off") return "Needs index mode: it acts on messages that were read. A move task needs none.";
  if (completeness?.indexedCount === 0) return "No message is indexed here now.";
  return undefined;
}
