"use client";

import { useCallback, useMemo } from "react";
import { api, useAnswer, usePages } from "@/app/_components/api";
import { formatCount } from "@/app/_components/format";
import { useSight } from "@/app/_components/me";
import type { ScopeChoice } from "@/app/_components/shell/shell-facts";
import { PagedRows } from "@/app/_components/tables/paged-rows";
import { completenessText, TableFooter, TableToolbar } from "@/app/_components/tables/table-bars";
import { useNow } from "@/app/_components/ui/clock";
import { FactStrip } from "@/app/_components/ui/fact-strip";
import { Kbd } from "@/app/_components/ui/kbd";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { Segmented } from "@/app/_components/ui/segmented";
import { Moment } from "@/app/_components/ui/time";
import { StaleNote } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { OutputOf } from "@/lib/contract";
import type { FailureClass } from "@/lib/contract/failures";
import type { Now } from "@/lib/contract/system";
import { redrivenWords } from "../failures/class-words";
import { useTriage } from "../failures/use-triage";
import { usePlanDrawer } from "../plans/use-plan-drawer";
import { BrokenGlass } from "./broken-glass";
import { GroupBy } from "./group-by";
import { type GroupChoice, groupChoiceIn, groupInput, withGrouping } from "./group-choice";
import { GroupList } from "./group-list";
import { IncidentPanel } from "./incident-panel";
import { NothingHere } from "./nothing-here";
import { type NowView, PAGE_ITEMS, viewAddress } from "./now-address";
import { nowFacts } from "./now-facts";
import { NowList } from "./now-list";
import { NowPhoneStep, NowPhoneTop } from "./now-phone-top";
import { type NowRow, rowsOf } from "./now-rows";

type Classes = OutputOf<"listFailureClasses">;
type Props = {
  scope: ScopeChoice;
  view: NowView;
  now: Now;
  classes: Classes;
  choice: GroupChoice;
};

/** The first screen: what fails, since when, how bad, what is lost by waiting, and the first safe step. */
export function NowScreen({ scope, view, now: firstNow, classes, choice: firstChoice }: Props) {
  const answer = useAnswer("getNow", scope, { initialData: firstNow });
  const now = answer.data ?? firstNow;
  const [parameters] = useUrlParams();
  const choice = groupChoiceIn(parameters);
  const isAsked = choice.by === firstChoice.by && choice.group === firstChoice.group;
  const list = useClasses(scope, view, choice, isAsked ? classes : undefined);
  const isWhole = choice.group === undefined;
  const rows = useMemo(() => rowsOf(list.items ?? [], now, view, isWhole), [list.items, now, view, isWhole]);
  const first = rows.find((row) => row.kind === "class" && row.isFirst);
  const { openPlan, drawer } = usePlanDrawer();
  const triage = useTriage();
  const sight = useSight();
  const onPlan = useCallback(
    (row: NowRow) => {
      if (row.kind !== "class") return;
      const { failure } = row;
      openPlan({ action: "redrive", selection: { classId: failure.id } }, `Redrive ${redrivenWords(failure)}`);
    },
    [openPlan],
  );
  return (
    <>
      <PageHeader title={now.headline} lead={now.detail} actions={<TimeNow />} />
      <Stale now={now} onRetry={() => answer.refetch()} />
      <BrokenGlass runs={now.brokenGlass} />
      <NowPhoneTop row={first} />
      <FactStrip label="Figures" facts={nowFacts(now, scope, sight)} />
      <div className="h-4" />
      {view === "needs-action" ? <IncidentPanel scope={scope} /> : null}
      <Toolbar now={now} view={view} scope={scope} choice={choice} inGroup={list.items?.[0]} />
      {triage.problem}
      <Panel isFlush>
        {choice.by && isWhole ? (
          <GroupList scope={scope} view={view} by={choice.by} />
        ) : (
          <PagedRows list={list} what="The failures">
            {() => (
              <NowList rows={rows} onPlan={onPlan} triage={triage} empty={<NothingHere now={now} view={view} />} />
            )}
          </PagedRows>
        )}
      </Panel>
      {choice.by && isWhole ? null : <Foot now={now} shown={list.items?.length ?? 0} total={list.totalCount} />}
      <NowPhoneStep row={first} onPlan={onPlan} openPlan={openPlan} triage={triage} />
      {triage.dialog}
      {drawer}
    </>
  );
}

function Stale({ now, onRetry }: { now: Now; onRetry: () => void }) {
  if (!now.isStale || !now.readAt) return null;
  return (
    <div className="mb-4">
      <StaleNote readAt={now.readAt} onRetry={onRetry} reason="The worker may be down, or AWS slow." />
    </div>
  );
}

function useClasses(scope: ScopeChoice, view: NowView, choice: GroupChoice, first: Classes | undefined) {
  const input = { ...scope, view, ...groupInput(choice), limit: PAGE_ITEMS };
  return usePages(["listFailureClasses", input], (cursor) => api.listFailureClasses({ ...input, cursor }), first);
}

function TimeNow() {
  const now = useNow(60);
  return (
    <span className="self-end pt-9 text-xs text-ink-3">
      <Moment at={new Date(now).toISOString()} isPlain />
    </span>
  );
}

type ToolbarProps = {
  now: Now;
  view: NowView;
  scope: ScopeChoice;
  choice: GroupChoice;
  /** A failure of the open group. */
  inGroup: FailureClass | undefined;
};

function Toolbar({ now, view, scope, choice, inGroup }: ToolbarProps) {
  const hrefOf = (next: NowView) => withGrouping(viewAddress(next, scope), choice);
  return (
    <TableToolbar sortedBy="loss, then last seen" filters={<GroupBy choice={choice} inGroup={inGroup} />}>
      <Segmented
        label="Views"
        value={view}
        segments={[
          {
            value: "needs-action",
            label: "Needs action",
            count: now.needsActionCount,
            href: hrefOf("needs-action"),
          },
          {
            value: "all",
            label: "All",
            count: now.classCount,
            href: hrefOf("all"),
          },
          { value: "backlog", label: "Backlog", count: now.backlogCount, href: hrefOf("backlog") },
          { value: "snoozed", label: "Snoozed", count: now.snoozedCount, href: hrefOf("snoozed") },
          { value: "dismissed", label: "Dismissed", count: now.dismissedCount, href: hrefOf("dismissed") },
          { value: "resolved", label: "Resolved", count: now.resolvedCount, href: hrefOf("resolved") },
        ]}
      />
    </TableToolbar>
  );
}

type FootProps = { now: Now; shown: number; total: number | null };

function Foot({ now, shown, total }: FootProps) {
  return (
    <TableFooter
      count={`${formatCount(shown)} of ${formatCount(total)} classes · ${completenessText(now.indexedCount, now.approximateCount)}`}
    >
      <Kbd>j</Kbd>
      <Kbd>k</Kbd> move <Kbd>↵</Kbd> open <Kbd>a</Kbd> acknowledge <Kbd>s</Kbd> snooze <Kbd>d</Kbd> dismiss <Kbd>r</Kbd>{" "}
      plan redrive <Kbd>?</Kbd> all keys
    </TableFooter>
  );
}
