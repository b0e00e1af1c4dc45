"use client";

import type { usePages } from "@/app/_components/api";
import { formatCount, formatPlural } from "@/app/_components/format";
import { useRefusalFor } from "@/app/_components/me";
import { SelectionBar } from "@/app/_components/tables/table-bars";
import { firstRefusal, inAccount } from "@/app/_components/targets";
import { Button } from "@/app/_components/ui/button";
import { Menu, MenuItem } from "@/app/_components/ui/menu";
import type { useSelection } from "@/app/_components/use-selection";
import type { FailedMessage } from "@/lib/contract/failures";
import type { EachRequest } from "../plans/each-drawer";
import type { PlanRequest } from "../plans/plan-request";
import type { SearchChoice } from "./search-query";

type Props = {
  list: ReturnType<typeof usePages<FailedMessage>>;
  choice: SearchChoice;
  /** The filter as it was asked, scope included. */
  q: string | undefined;
  selection: ReturnType<typeof useSelection>;
  onPlan: (request: PlanRequest, title: string) => void;
  /** All that match, over queues: one plan for each. */
  onEach: (request: EachRequest) => void;
};
type Action = "redrive" | "discard";

/** What can be done with the chosen messages, or with all that match in one queue: a plan freezes them first. */
export function FoundBar({ list, choice, q, selection, onPlan, onEach }: Props) {
  const messages = list.items ?? [];
  const { selected, clear } = selection;
  if (selected.size > 0) return <ChosenBar {...{ messages, selected, onPlan }} onClear={clear} />;
  if (choice.view !== "present" || choice.q === "") return null;
  return <QueueMenus {...{ messages, q, onPlan, onEach }} hasMore={list.hasNextPage} />;
}

type ChosenProps = Pick<Props, "onPlan"> & {
  messages: readonly FailedMessage[];
  selected: ReadonlySet<string>;
  onClear: () => void;
};

function ChosenBar({ messages, selected, onPlan, onClear }: ChosenProps) {
  const chosen = messages.filter(({ id }) => selected.has(id));
  const refusal = firstRefusal(chosen, useRefusalFor("plans.create"));
  const plan = (action: Action) =>
    onPlan(
      { action, selection: { messageIds: [...selected] } },
      `${action === "redrive" ? "Redrive" : "Discard"} ${formatPlural(selected.size, "message")}`,
    );
  return (
    <div className="px-4 pt-2.5">
      <SelectionBar selectedCount={selected.size} onClear={onClear}>
        <Button size="sm" variant="danger-outline" disabledReason={refusal} onClick={() => plan("discard")}>
          Discard {formatCount(selected.size)}…
        </Button>
        <Button size="sm" disabledReason={refusal} onClick={() => plan("redrive")}>
          Plan redrive of {formatCount(selected.size)}
        </Button>
      </SelectionBar>
    </div>
  );
}

type MenusProps = Pick<Props, "q" | "onPlan" | "onEach"> & { messages: readonly FailedMessage[]; hasMore: boolean };

function QueueMenus({ messages, q, onPlan, onEach, hasMore }: MenusProps) {
  const refusalFor = useRefusalFor("plans.create");
  const queues = queuesOf(messages.filter((message) => refusalFor(inAccount(message)) === undefined));
  if (queues.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-2 border-b px-4 py-2 text-xs text-ink-2">
      {q ? (
        <Button size="sm" onClick={() => onEach({ action: "redrive", selection: { q } })}>
          Plan redrive of all that match…
        </Button>
      ) : null}
      <span>{q ? "or one queue at a time:" : "One queue at a time:"}</span>
      {queues.map(({ queueId, queueName }) => (
        <Menu key={queueId} align="start" label={queueName} trigger={<Button size="sm">{queueName}…</Button>}>
          {(["redrive", "discard"] as const).map((action) => (
            <MenuItem
              key={action}
              isDanger={action === "discard"}
              onSelect={() =>
                onPlan(
                  { action, selection: { queueId, ...(q && { q }) } },
                  `${action === "redrive" ? "Redrive" : "Discard"} what matches in ${queueName}`,
                )
              }
            >
              {action === "redrive" ? "Plan redrive" : "Discard…"}
            </MenuItem>
          ))}
        </Menu>
      ))}
      {hasMore ? <span>Further queues may follow below.</span> : null}
    </div>
  );
}

function queuesOf(messages: readonly FailedMessage[]) {
  return [...new Map(messages.map(({ queueId, queueName }) => [queueId, { queueId, queueName }])).values()].slice(0, 6);
}
