"use client";

import { useMemo } from "react";
import { api, problemOf, queryKey, useAnswer, usePages } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { formatCount } from "@/app/_components/format";
import { ReadFailure } from "@/app/_components/problem-note";
import { DataTable } from "@/app/_components/tables/data-table";
import { ListFoot } from "@/app/_components/tables/list-foot";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { InputOf, OutputOf } from "@/lib/contract";
import type { Review, ReviewFactView } from "@/lib/contract/review-fields";
import { FACT_KINDS } from "@/lib/core/review/fact";
import { capital } from "@/lib/core/review/words";
import { kindsTitle, totalWords } from "../../fact-words";
import { LeftOut } from "../left-out";
import { FACT_COLUMNS, FactPhoneRow } from "./fact-columns";
import { FactFilters } from "./fact-filters";
import { factsQuery, kindsIn } from "./facts-query";

type Props = { review: Review; first: FirstAnswer<"listReviewFacts"> };

/** The list behind a number: what was counted, each with the page of what it is about. */
export function FactsScreen({ review, first }: Props) {
  const [parameters] = useUrlParams();
  const input = factsQuery(review.id, parameters);
  const head = useAnswer("listReviewFacts", input, { initialData: answerTo(first, input) }).data;
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Review", href: "/reviews" },
          { label: review.week, href: `/reviews/${review.id}` },
          { label: "List" },
        ]}
        title={titleOf(review, input)}
        lead={
          head ? (
            <span>{totalWords(kindsIn(parameters), head)}. Frozen with the review; links lead to how it is now.</span>
          ) : undefined
        }
      />
      <FactFilters review={review} />
      <FactTable input={input} first={answerTo(first, input)} />
      <LeftOut review={review} />
    </>
  );
}

type TableProps = { input: InputOf<"listReviewFacts">; first: OutputOf<"listReviewFacts"> | undefined };

function FactTable({ input, first }: TableProps) {
  const list = usePages<ReviewFactView>(
    queryKey("listReviewFacts", input),
    (cursor) => api.listReviewFacts({ ...input, cursor }),
    first,
  );
  const rows = useMemo(() => (list.items ?? []).map((fact, index) => ({ ...fact, key: String(index) })), [list.items]);
  return (
    <>
      <Panel isFlush>
        {list.items ? (
          <DataTable
            caption="What was counted, in the order in which it was frozen"
            columns={FACT_COLUMNS}
            rows={rows}
            keyOf={({ key }) => key}
            density="fleet"
            phoneRow={(fact) => <FactPhoneRow fact={fact} />}
            empty={
              <EmptyState
                title="Nothing was counted here."
                evidence="Within what you may see, the number is made of nothing."
              />
            }
          />
        ) : list.isError ? (
          <ReadFailure what="The list could not be read." problem={problemOf(list.error)} onRetry={list.refetch} />
        ) : (
          <LoadingSkeleton rows={6} label="Reading the list" />
        )}
      </Panel>
      <ListFoot
        count={`${formatCount(list.items?.length)} of ${formatCount(list.totalCount)}`}
        onMore={list.hasNextPage ? () => list.fetchNextPage() : undefined}
        isBusy={list.isFetchingNextPage}
      />
    </>
  );
}

/** The number itself, where the list is that of a number of page one; else what is listed. */
function titleOf(review: Review, { kinds, pipelineId, team }: ReturnType<typeof factsQuery>): string {
  const number = review.numbers.find(({ factKinds }) => factKinds.join(",") === kinds);
  if (number && !pipelineId && team === undefined) return `${capital(number.words)}.`;
  const pipeline = review.pipelines.find(({ id }) => id === pipelineId)?.name;
  const whose = team === undefined ? "" : team === "" ? ", nobody’s" : `, team ${team}`;
  const asked = FACT_KINDS.filter((kind) => kinds?.split(",").includes(kind));
  return `${capital(kindsTitle(asked))}${pipeline ? ` of ${pipeline}` : ""}${whose}`;
}
