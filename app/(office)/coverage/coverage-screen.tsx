"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { api, problemOf, queryKey, useAnswer, usePages } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { formatCount } from "@/app/_components/format";
import { useSight } from "@/app/_components/me";
import { NotShown } from "@/app/_components/not-shown";
import { ReadFailure } from "@/app/_components/problem-note";
import { scopeIn } from "@/app/_components/shell/scope-address";
import { useListKeys } from "@/app/_components/shell/use-list-keys";
import { DataTable } from "@/app/_components/tables/data-table";
import { ListFoot } from "@/app/_components/tables/list-foot";
import { TableToolbar } from "@/app/_components/tables/table-bars";
import { FactStrip } from "@/app/_components/ui/fact-strip";
import { Kbd } from "@/app/_components/ui/kbd";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { OutputOf } from "@/lib/contract";
import type { Finding } from "@/lib/contract/coverage";
import { coverageFacts } from "./coverage-facts";
import { coverageHeadline } from "./coverage-headline";
import { findingsQuery } from "./coverage-query";
import { CoverageTabs } from "./coverage-tabs";
import { FindingPhoneRow, findingColumns } from "./finding-columns";
import { FindingFilters } from "./finding-filters";
import { JudgedAt } from "./judged-at";
import { NotJudged } from "./not-judged";
import { Scores } from "./scores";

type Props = { coverage: FirstAnswer<"getCoverage">; findings: FirstAnswer<"listFindings"> };

/** Where events would vanish: the figures, the places worst first, and the score of each account and owner. */
export function CoverageScreen({ coverage: first, findings }: Props) {
  const [parameters] = useUrlParams();
  const scope = scopeIn(parameters);
  const coverage = useAnswer("getCoverage", scope, { initialData: answerTo(first, scope) }).data ?? first.output;
  const sight = useSight();
  const hasFigures = sight === "everything" || sight === "accounts";
  const { title, lead } = coverageHeadline(coverage, sight);
  return (
    <>
      <PageHeader title={title} lead={lead} actions={<JudgedAt coverage={coverage} />} />
      <div className="grid gap-4">
        {hasFigures ? <FactStrip label="Coverage in figures" facts={coverageFacts(coverage, scope)} /> : null}
        <NotJudged places={coverage.blindPlaces} />
        {parameters.get("view") === "scores" ? (
          <div className="min-w-0">
            <TableToolbar sortedBy="score, worst first">
              <CoverageTabs here="scores" />
            </TableToolbar>
            {hasFigures ? (
              <Scores coverage={coverage} scope={scope} />
            ) : (
              <Panel isFlush>
                <NotShown sight={sight} />
              </Panel>
            )}
          </div>
        ) : (
          <div className="min-w-0">
            <FindingFilters coverage={coverage} />
            <FindingTable first={findings} coverage={coverage} />
          </div>
        )}
      </div>
    </>
  );
}

function FindingTable({ first, coverage }: { first: Props["findings"]; coverage: OutputOf<"getCoverage"> }) {
  const [parameters] = useUrlParams();
  const input = findingsQuery(parameters);
  const list = usePages(
    queryKey("listFindings", input),
    (cursor) => api.listFindings({ ...input, cursor }),
    answerTo(first, input),
  );
  const rows = list.items ?? [];
  const keys = useFindingKeys(rows);
  return (
    <>
      <Panel isFlush>
        {list.items ? (
          <DataTable
            caption="Open findings, worst first"
            columns={findingColumns}
            rows={rows}
            keyOf={(finding) => finding.id}
            density="fleet"
            activeIndex={keys.activeIndex}
            rowProps={keys.rowProps}
            hrefOf={(finding) => `/coverage/${finding.id}`}
            phoneRow={(finding) => <FindingPhoneRow finding={finding} />}
            empty={<NoFindings coverage={coverage} />}
          />
        ) : list.isError ? (
          <ReadFailure what="The findings could not be read." problem={problemOf(list.error)} onRetry={list.refetch} />
        ) : (
          <LoadingSkeleton rows={8} label="Reading the findings" />
        )}
      </Panel>
      <ListFoot
        count={`${formatCount(list.items?.length)} of ${formatCount(list.totalCount)} findings`}
        onMore={list.hasNextPage ? () => list.fetchNextPage() : undefined}
        isBusy={list.isFetchingNextPage}
      >
        <Kbd>j</Kbd> <Kbd>k</Kbd> move <Kbd>↵</Kbd> open <Kbd>?</Kbd> all keys
      </ListFoot>
    </>
  );
}

function NoFindings({ coverage }: { coverage: OutputOf<"getCoverage"> }) {
  const { judgedAt, overall } = coverage;
  const sight = useSight();
  if (sight === "nothing") return <NotShown sight={sight} />;
  if (judgedAt === null)
    return <EmptyState title="Not judged yet." evidence="The inventory is being read; this fills by itself." />;
  if (sight === "resources")
    return <EmptyState title="Nothing matches." evidence="Only what is found at your single resources is shown." />;
  return (
    <EmptyState
      title="Nothing matches."
      evidence={`${formatCount(overall.checkedCount)} checks were made, ${formatCount(overall.coveredCount)} of them found nothing grave.`}
    />
  );
}

function useFindingKeys(rows: readonly Finding[]) {
  const router = useRouter();
  const onOpen = useCallback(
    (index: number) => {
      const finding = rows[index];
      if (finding) router.push(`/coverage/${finding.id}`);
    },
    [router, rows],
  );
  return useListKeys({ count: rows.length, onOpen });
}
