"use client";

import { useRouter } from "next/navigation";
import { useCallback, useMemo } from "react";
import { api, problemOf, queryKey, useAnswer, usePages } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { formatCount } from "@/app/_components/format";
import { ReadFailure } from "@/app/_components/problem-note";
import { scopeIn } from "@/app/_components/shell/scope-address";
import { useListKeys } from "@/app/_components/shell/use-list-keys";
import { DataTable } from "@/app/_components/tables/data-table";
import { ListFoot } from "@/app/_components/tables/list-foot";
import { ButtonLink } from "@/app/_components/ui/button";
import { Kbd } from "@/app/_components/ui/kbd";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { ClockTime, RelativeTime } from "@/app/_components/ui/time";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { OutputOf } from "@/lib/contract";
import type { Alert } from "@/lib/contract/alert-fields";
import { AlertPhoneRow, alertColumns } from "./alert-columns";
import { AlertFilters } from "./alert-filters";
import { alertsHeadline } from "./alerts-headline";
import { openAlerts } from "./alerts-input";
import { alertsQuery, isNarrowed } from "./alerts-query";
import { type Answers, useAnswers } from "./use-answers";

type List = OutputOf<"listAlerts">;

/** What somebody should know of now: one line an incident, and who has it. */
export function AlertsScreen({ first }: { first: FirstAnswer<"listAlerts"> | undefined }) {
  const [parameters] = useUrlParams();
  const scope = scopeIn(parameters);
  const open = useAnswer("listAlerts", openAlerts(scope)).data;
  const counts = open ?? first?.output;
  return (
    <>
      <PageHeader
        title={<Headline counts={counts} open={(open ?? first?.output)?.items ?? []} />}
        lead={
          <>
            <JudgedAt judgedAt={counts?.judgedAt ?? null} />
            {scope.region ? <span>All Regions of the account are listed.</span> : null}
          </>
        }
        actions={
          <ButtonLink href="/settings/alerts" size="sm">
            Channels and routes
          </ButtonLink>
        }
      />
      <AlertFilters counts={open} />
      <AlertTable first={first} />
    </>
  );
}

function Headline({ counts, open }: { counts: List | undefined; open: readonly Alert[] }) {
  if (!counts) return "Alerts";
  const { words, since } = alertsHeadline(
    counts,
    open.filter(({ state }) => state === "open"),
  );
  return (
    <>
      {words}
      {since ? (
        <>
          {" "}
          <ClockTime at={since} precision="minute" isPlain />.
        </>
      ) : null}
    </>
  );
}

function JudgedAt({ judgedAt }: { judgedAt: string | null }) {
  if (judgedAt === null) return <span>The first look follows within a few seconds of the worker's start.</span>;
  return (
    <span>
      Conditions were looked at <RelativeTime at={judgedAt} suffix=" ago" isPlain />.
    </span>
  );
}

function AlertTable({ first }: { first: FirstAnswer<"listAlerts"> | undefined }) {
  const [parameters] = useUrlParams();
  const input = alertsQuery(parameters);
  const list = usePages<Alert>(
    queryKey("listAlerts", input),
    (cursor) => api.listAlerts({ ...input, cursor }),
    first && answerTo(first, input),
  );
  const rows = list.items ?? [];
  const answers = useAnswers();
  const firstId = rows.find((alert) => answers.refusalOf(alert) === undefined)?.id;
  const columns = useMemo(() => alertColumns(answers, firstId), [answers, firstId]);
  const keys = useAlertKeys(rows, answers);
  return (
    <>
      {answers.problem ? <div className="mb-2.5">{answers.problem}</div> : null}
      <Panel isFlush>
        {list.items ? (
          <DataTable
            caption="Alerts, those that are not over first"
            columns={columns}
            rows={rows}
            keyOf={({ id }) => id}
            density="fleet"
            activeIndex={keys.activeIndex}
            rowProps={keys.rowProps}
            hrefOf={({ id }) => `/alerts/${id}`}
            phoneRow={(alert) => <AlertPhoneRow alert={alert} />}
            empty={<NoAlerts />}
          />
        ) : list.isError ? (
          <ReadFailure what="The alerts could not be read." problem={problemOf(list.error)} onRetry={list.refetch} />
        ) : (
          <LoadingSkeleton rows={6} label="Reading the alerts" />
        )}
      </Panel>
      <ListFoot
        count={`${formatCount(list.items?.length)} of ${formatCount(list.totalCount)} alerts`}
        onMore={list.hasNextPage ? () => list.fetchNextPage() : undefined}
        isBusy={list.isFetchingNextPage}
      >
        <Kbd>j</Kbd> <Kbd>k</Kbd> move <Kbd>↵</Kbd> open <Kbd>a</Kbd> acknowledge <Kbd>?</Kbd> all keys
      </ListFoot>
    </>
  );
}

/** Nothing to answer, with how that is known. */
function NoAlerts() {
  const [parameters] = useUrlParams();
  const { data } = useAnswer("listAlerts", openAlerts(scopeIn(parameters)));
  if (isNarrowed(parameters) || parameters.get("state"))
    return <EmptyState title="No alert matches." evidence="Take a filter away to see others." />;
  if (!data?.judgedAt)
    return <EmptyState title="Not looked at yet." evidence="The worker looks at all conditions every two seconds." />;
  return (
    <EmptyState
      title="No alert is open."
      evidence={
        <>
          Conditions were looked at <RelativeTime at={data.judgedAt} suffix=" ago" isPlain />. What is over stands under
          Resolved.
        </>
      }
    />
  );
}

function useAlertKeys(rows: readonly Alert[], answers: Answers) {
  const router = useRouter();
  const onOpen = useCallback(
    (index: number) => {
      const alert = rows[index];
      if (alert) router.push(`/alerts/${alert.id}`);
    },
    [router, rows],
  );
  const { refusalOf, acknowledge } = answers;
  const actions = useMemo(
    () => [
      {
        keys: "a",
        label: "Acknowledge",
        run: (index: number) => {
          const alert = rows[index];
          if (alert && refusalOf(alert) === undefined) acknowledge(alert);
        },
      },
    ],
    [rows, refusalOf, acknowledge],
  );
  return useListKeys({ count: rows.length, onOpen, actions, group: "Alerts" });
}
