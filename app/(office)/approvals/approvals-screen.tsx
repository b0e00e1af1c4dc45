"use client";

import { api, useAnswer, usePages } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { formatCount, formatPlural } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { choiceIn } from "@/app/_components/page-parameters";
import { PagedRows } from "@/app/_components/tables/paged-rows";
import { TableFooter, TableToolbar } from "@/app/_components/tables/table-bars";
import { Kbd } from "@/app/_components/ui/kbd";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { Segmented } from "@/app/_components/ui/segmented";
import { TextLink } from "@/app/_components/ui/text-link";
import { EmptyState } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { OutputOf } from "@/lib/contract";
import { APPROVAL_VIEWS, type ApprovalsView, approvalsInput, COUNTS_INPUT } from "./approvals-input";
import { ApprovalsTable } from "./approvals-table";

type Props = { first: FirstAnswer<"listApprovals">; counts: OutputOf<"listApprovals"> };

/** Plans that wait for other people: what waits for me, what I asked for, and what came of it. */
export function ApprovalsScreen({ first, counts: firstCounts }: Props) {
  const [parameters, change] = useUrlParams();
  const view = choiceIn(parameters, "view", APPROVAL_VIEWS);
  const input = approvalsInput(view);
  const list = usePages(
    ["listApprovals", input],
    (cursor) => api.listApprovals({ ...input, cursor }),
    answerTo(first, input),
  );
  const { counts } = useAnswer("listApprovals", COUNTS_INPUT, { initialData: firstCounts }).data ?? firstCounts;
  return (
    <>
      <PageHeader
        title={
          counts.waiting > 0
            ? `${formatPlural(counts.waiting, "plan")} wait for you.`.replace("1 plan wait", "1 plan waits")
            : "No plan waits for you."
        }
        lead={
          <span>
            What needs other people before it is applied. <TextLink href="/settings/approvals">The rules</TextLink> say
            which plans.
          </span>
        }
      />
      <TableToolbar sortedBy="time asked, newest first">
        <Segmented
          label="Which plans"
          value={view}
          onChange={(next) => change({ view: next === "waiting" ? undefined : next })}
          segments={[
            { value: "waiting", label: "Waiting for me", count: counts.waiting },
            { value: "asked", label: "Asked by me", count: counts.asked },
            { value: "decided", label: "Decided" },
          ]}
        />
      </TableToolbar>
      <Panel isFlush>
        <PagedRows list={list} what="The approvals">
          {(plans) => <ApprovalsTable plans={plans} empty={<NoneHere view={view} />} />}
        </PagedRows>
      </Panel>
      <TableFooter count={`${formatCount(list.items?.length)} of ${formatCount(list.totalCount)}`}>
        <Kbd>j</Kbd>
        <Kbd>k</Kbd> move <Kbd>↵</Kbd> open
      </TableFooter>
    </>
  );
}

function NoneHere({ view }: { view: ApprovalsView }) {
  const refusal = useRefusal("plans.approve");
  if (view === "asked")
    return (
      <EmptyState
        title="You asked for nothing that waits."
        evidence="A plan that needs approval says so where you would apply it, with a button to ask."
      />
    );
  if (view === "decided")
    return (
      <EmptyState
        title="Nothing was decided yet."
        evidence="Approved, refused, taken back and expired plans stand here."
      />
    );
  return <EmptyState title="Nothing waits for you." evidence={refusal ?? "Nobody asks for your approval just now."} />;
}
