"use client";

import { useCallback, useMemo } from "react";
import { useAnswer } from "@/app/_components/api";
import type { FirstAnswer } from "@/app/_components/first-answer";
import { useRefusal } from "@/app/_components/me";
import { useKeys } from "@/app/_components/shell/key-provider";
import { onFailure } from "@/app/_components/targets";
import { FactStrip } from "@/app/_components/ui/fact-strip";
import type { OutputOf } from "@/lib/contract";
import type { FailedMessage, FailureClassDetail } from "@/lib/contract/failures";
import type { PlanRequest } from "../../plans/plan-request";
import { usePlanDrawer } from "../../plans/use-plan-drawer";
import { redrivenWords } from "../class-words";
import { PhoneSteps } from "../phone-steps";
import { useTriage } from "../use-triage";
import { ActivityPanel } from "./activity-panel";
import { ArrivalsPanel } from "./arrivals-panel";
import { classFacts } from "./class-facts";
import { ClassHeader } from "./class-header";
import { ClassRuns } from "./class-runs";
import { ClassFactsPanel } from "./class-side";
import { EventPanel } from "./event-panel";
import { EvidencePanel } from "./evidence-panel";
import { MessagesPanel } from "./messages-panel";
import { NotesPanel } from "./notes-panel";
import { RecommendedPanel } from "./recommended-panel";
import { SuspectsPanel } from "./suspects-panel";
import { ToldPanel } from "./told-panel";
import { TriageLines } from "./triage-lines";
import { UnrecordedPanel } from "./unrecorded-panel";
import { VaultedPanel } from "./vaulted-panel";
import { WhyGroupedPanel } from "./why-grouped-panel";

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
      <ClassHeader {...{ failure, refusal, triage, openPlan }} onPlan={plan} />
      {triage.problem}
      <TriageLines failure={failure} />
      <FactStrip label="Facts" size="section" facts={classFacts(failure)} />
      <div className="mt-4 grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_316px]">
        <div className="grid min-w-0 gap-4">
          <ArrivalsPanel failure={failure} />
          {failure.record === "messages" ? (
            <>
              <VaultedPanel failure={failure} openPlan={openPlan} />
              <RecommendedPanel failure={failure} first={recommended} />
              <MessagesPanel failure={failure} first={messages} onPlan={openPlan} />
            </>
          ) : (
            <UnrecordedPanel failure={failure} onPlan={openPlan} />
          )}
          <ClassRuns failure={failure} first={runs} openPlan={openPlan} />
        </div>
        <div className="grid min-w-0 gap-4">
          {failure.record === "messages" ? <EvidencePanel failure={failure} /> : null}
          <EventPanel failure={failure} />
          <SuspectsPanel failure={failure} />
          <WhyGroupedPanel failure={failure} />
          <ToldPanel failure={failure} />
          <ClassFactsPanel failure={failure} />
          <NotesPanel failure={failure} />
          <ActivityPanel classId={failure.id} first={activity} />
        </div>
      </div>
      <PhoneSteps {...{ failure, triage, refusal, openPlan }} onRedrive={() => plan("redrive")} />
      {triage.dialog}
      {drawer}
    </>
  );
}

function reasonNoneIsThere({ vaultedCount, record }: FailureClassDetail): string {
  if (record === "count-only") return "Only a count is left: there is nothing to redrive.";
  return vaultedCount > 0
    ? "Its messages are only in the vault: plan a restore."
    : "No message of it is known to be in the queue.";
}

function useClassPlan(failure: FailureClassDetail) {
  const mayNot = useRefusal("plans.create", onFailure(failure));
  const refusal =
    mayNot ?? (failure.record !== "executions" && failure.presentCount === 0 ? reasonNoneIsThere(failure) : undefined);
  const { id, presentCount, record, totalCount } = failure;
  const askFor = useCallback(
    (action: PlanRequest["action"]) => ({
      request: { action, selection: { classId: id } },
      title: `${action === "discard" ? "Discard" : "Redrive"} ${redrivenWords({ record, presentCount, totalCount })}`,
    }),
    [id, presentCount, record, totalCount],
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
