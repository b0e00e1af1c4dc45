"use client";

import { useCallback, useMemo } from "react";
import { useAnswer } from "@/app/_components/api";
import type { FirstAnswer } from "@/app/_components/first-answer";
import { formatPlural } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { useKeys } from "@/app/_components/shell/key-provider";
import { Button } from "@/app/_components/ui/button";
import { FactStrip } from "@/app/_components/ui/fact-strip";
import { PhoneActions } from "@/app/_components/ui/phone-actions";
import type { OutputOf } from "@/lib/contract";
import type { FailedMessage, FailureClassDetail } from "@/lib/contract/failures";
import type { PlanRequest } from "../../plans/plan-request";
import { usePlanDrawer } from "../../plans/use-plan-drawer";
import { PhoneTriage } from "../phone-triage";
import { type Triage, useTriage } from "../use-triage";
import { ActivityPanel } from "./activity-panel";
import { ArrivalsPanel } from "./arrivals-panel";
import { classFacts } from "./class-facts";
import { ClassHeader } from "./class-header";
import { ClassRuns } from "./class-runs";
import { ClassFactsPanel, WhyGroupedPanel } from "./class-side";
import { EvidencePanel } from "./evidence-panel";
import { MessagesPanel } from "./messages-panel";
import { NotesPanel } from "./notes-panel";
import { RecommendedPanel } from "./recommended-panel";
import { SuspectsPanel } from "./suspects-panel";
import { TriageLines } from "./triage-lines";

type Props = {
  failure: FailureClassDetail;
  messages?: FirstAnswer<"listFailedMessages">;
  runs: OutputOf<"listRuns">;
  recommended?: FailedMessage;
  activity: OutputOf<"listClassActivity">;
};

/** One failure class: how it grows, what a message of it says, which messages there are, and the way back. */
export function ClassScreen({ failure: first, messages, runs, recommended, activity }: Props) {
  const failure = useAnswer("getFailureClass", { id: first.id }, { initialData: first }).data ?? first;
  const { openPlan, drawer, plan, refusal } = useClassPlan(failure);
  const triage = useTriage();
  return (
    <>
      <ClassHeader failure={failure} refusal={refusal} onPlan={plan} triage={triage} />
      {triage.problem}
      <TriageLines failure={failure} />
      <FactStrip label="Facts" size="section" facts={classFacts(failure)} />
      <div className="mt-4 grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_316px]">
        <div className="grid min-w-0 gap-4">
          <ArrivalsPanel failure={failure} />
          <RecommendedPanel failure={failure} first={recommended} />
          {failure.record === "messages" ? <EvidencePanel failure={failure} /> : null}
          <MessagesPanel failure={failure} first={messages} onPlan={openPlan} />
          <ClassRuns failure={failure} first={runs} />
        </div>
        <div className="grid min-w-0 gap-4">
          <SuspectsPanel failure={failure} />
          <WhyGroupedPanel failure={failure} />
          <ClassFactsPanel failure={failure} />
          <NotesPanel classId={failure.id} />
          <ActivityPanel classId={failure.id} first={activity} />
        </div>
      </div>
      <PhoneFoot failure={failure} triage={triage} refusal={refusal} onRedrive={() => plan("redrive")} />
      {triage.dialog}
      {drawer}
    </>
  );
}

type FootProps = { failure: FailureClassDetail; triage: Triage; refusal: string | undefined; onRedrive: () => void };

/** On a phone the first safe step is to say that one looks after it; then the redrive is the filled button. */
function PhoneFoot({ failure, triage, refusal, onRedrive }: FootProps) {
  const isOpen = triage.refusalOf("acknowledge", failure) === undefined;
  if (refusal && !isOpen && triage.refusalOf("snooze", failure) !== undefined) return null;
  return (
    <PhoneActions consequence={refusal ?? "Nothing is sent before you apply the plan."}>
      <PhoneTriage failure={failure} triage={triage} />
      {refusal ? null : (
        <Button variant={isOpen ? "outline" : "filled"} size="touch" onClick={onRedrive}>
          Plan redrive of {formatPlural(failure.presentCount, "message")}
        </Button>
      )}
    </PhoneActions>
  );
}

function useClassPlan(failure: FailureClassDetail) {
  const mayNot = useRefusal("plans.create");
  const refusal = mayNot ?? (failure.presentCount === 0 ? "No message of it is known to be in the queue." : undefined);
  const { id, presentCount } = failure;
  const askFor = useCallback(
    (action: PlanRequest["action"]) => ({
      request: { action, selection: { classId: id } },
      title: `${action === "discard" ? "Discard" : "Redrive"} ${formatPlural(presentCount, "message")}`,
    }),
    [id, presentCount],
  );
  const { openPlan, drawer } = usePlanDrawer(refusal ? undefined : askFor("redrive"));
  const plan = useCallback(
    (action: "redrive" | "discard") => {
      const { request, title } = askFor(action);
      openPlan(request, title);
    },
    [askFor, openPlan],
  );
  useKeys(
    useMemo(
      () => (refusal ? [] : [{ keys: "r", label: "Plan redrive", group: "This failure", run: () => plan("redrive") }]),
      [refusal, plan],
    ),
  );
  return { openPlan, drawer, plan, refusal };
}
