"use client";

import { useMemo, useState } from "react";
import { useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { Panel } from "@/app/_components/ui/panel";
import { PhoneActions } from "@/app/_components/ui/phone-actions";
import type { FailedMessage } from "@/lib/contract/failures";
import type { MessageBody } from "@/lib/contract/message-body";
import { usePlanDrawer } from "../../../plans/use-plan-drawer";
import { AttributeRows } from "./attribute-rows";
import { BodyField } from "./body-field";
import { ChangePanel } from "./change-panel";
import { draftOf, type EditDraft, factsOf } from "./edit-draft";
import { EditTerms } from "./edit-terms";
import { PlanEdited } from "./plan-edited";

type Props = { message: FailedMessage; body: MessageBody };

/** Body and attributes of the copy, what differs, and the way to its plan. */
export function MessageEditor({ message, body }: Props) {
  const [draft, setDraft] = useState<EditDraft>(() => draftOf(body));
  const change = (part: Partial<EditDraft>) => setDraft((before) => ({ ...before, ...part }));
  const facts = useMemo(() => factsOf(message.id, body, draft), [message.id, body, draft]);
  const { openPlan, drawer } = usePlanDrawer();
  const prepare = useCommand("prepareEdit", {
    onDone: ({ editSetId }) => openPlan({ action: "redrive", selection: { editSetId } }, "Redrive 1 edited message"),
  });
  const input = {
    written: facts.written,
    keepTrace: draft.keepTrace,
    confirmed: [...draft.confirmed],
    ...(draft.schema.trim() === "" ? {} : { schema: draft.schema }),
  };
  const problemAt = (field: string) =>
    facts.problems.find((one) => one.field === field)?.message ?? prepare.fieldError(`written.${field}`);
  const action = <PlanEdited facts={facts} draft={draft} isBusy={prepare.isBusy} onPlan={() => prepare.run(input)} />;
  return (
    <>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_316px]">
        <div className="grid min-w-0 gap-4">
          <BodyField original={body.body} draft={draft} change={change} problem={problemAt("body")} />
          <AttributeRows draft={draft} change={change} problemAt={problemAt} original={body.attributes} />
          <ChangePanel before={body} after={facts.after} isChanged={facts.isChanged} />
        </div>
        <div className="grid gap-4">
          <EditTerms
            draft={draft}
            change={change}
            droppedNames={facts.droppedNames}
            sensitiveNames={facts.sensitiveNames}
            schemaError={prepare.fieldError("schema")}
          />
          <Panel title="Next">
            <div className="grid gap-3">
              {prepare.problem ? <ProblemNote problem={prepare.problem} /> : null}
              <p className="text-ink-2">Nothing is sent before you apply the plan.</p>
              <div className="max-sm:hidden">{action}</div>
            </div>
          </Panel>
        </div>
      </div>
      <PhoneActions consequence="Nothing is sent before you apply the plan.">{action}</PhoneActions>
      {drawer}
    </>
  );
}
