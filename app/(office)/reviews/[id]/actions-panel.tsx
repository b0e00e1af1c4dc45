"use client";

import { useState } from "react";
import { useAnswer } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { Button } from "@/app/_components/ui/button";
import { Panel } from "@/app/_components/ui/panel";
import type { OutputOf } from "@/lib/contract";
import { OPEN_ACTIONS } from "../reviews-input";
import { ActionDialog } from "./action-dialog";
import { ActionList } from "./action-list";
import { useEndAction } from "./use-end-action";

type Props = { reviewId: string; first: OutputOf<"listReviewActions"> };

/** What was agreed and is carried over until it is done or dropped: as it stands now, not as it stood then. */
export function ActionsPanel({ reviewId, first }: Props) {
  const [isAdding, setAdding] = useState(false);
  const refusal = useRefusal("reviews.write");
  const ending = useEndAction();
  const { items, openCount, overdueCount } =
    useAnswer("listReviewActions", OPEN_ACTIONS, { initialData: first }).data ?? first;
  return (
    <Panel
      title="Action items"
      hint={`${openCount} open now${overdueCount > 0 ? `, ${overdueCount} overdue` : ""}`}
      actions={
        <Button size="sm" disabledReason={refusal} onClick={() => setAdding(true)}>
          Add…
        </Button>
      }
      isFlush
    >
      {ending.problem ? <div className="px-4 py-2">{ending.problem}</div> : null}
      <ActionList actions={items} ending={ending} isWithPipeline />
      {isAdding ? <ActionDialog reviewId={reviewId} onClose={() => setAdding(false)} /> : null}
    </Panel>
  );
}
