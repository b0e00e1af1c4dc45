"use client";

import { useRouter } from "next/navigation";
import { useCallback, useMemo, useState } from "react";
import { formatPlural } from "@/app/_components/format";
import { useListKeys } from "@/app/_components/shell/use-list-keys";
import { DataTable } from "@/app/_components/tables/data-table";
import { ListFoot } from "@/app/_components/tables/list-foot";
import { Button } from "@/app/_components/ui/button";
import { Kbd } from "@/app/_components/ui/kbd";
import { Panel } from "@/app/_components/ui/panel";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { Review } from "@/lib/contract/review-fields";
import { pipelineAddress } from "../review-address";
import { PipelinePhoneRow, pipelineColumns } from "./pipeline-columns";

const SHOWN_FIRST = 50;

/** Every pipeline of the week, what needs talking about first. */
export function PipelinesPanel({ review }: { review: Review }) {
  const [isAll, setAll] = useState(false);
  const { pipelines } = review;
  const rows = isAll ? pipelines : pipelines.slice(0, SHOWN_FIRST);
  const columns = useMemo(() => pipelineColumns(review.id), [review.id]);
  const keys = usePipelineKeys(review.id, rows);
  const talked = pipelines.filter(({ whyTalk }) => whyTalk.length > 0).length;
  return (
    <>
      <Panel
        title="Pipelines"
        hint={`${talked} of ${formatPlural(pipelines.length, "pipeline")} ${talked === 1 ? "needs" : "need"} talking about`}
        isFlush
      >
        <DataTable
          caption="Pipelines, what needs talking about first"
          columns={columns}
          rows={rows}
          keyOf={({ id }) => id}
          density="fleet"
          activeIndex={keys.activeIndex}
          rowProps={keys.rowProps}
          hrefOf={({ id }) => pipelineAddress(review.id, id)}
          phoneRow={(pipeline) => <PipelinePhoneRow pipeline={pipeline} />}
          empty={
            <EmptyState
              title="There was no pipeline."
              evidence="Pipelines are recognised from the inventory; none was known that you may see whole."
            />
          }
        />
      </Panel>
      {rows.length < pipelines.length ? (
        <Button className="mt-2.5" onClick={() => setAll(true)}>
          Show all {formatPlural(pipelines.length, "pipeline")}
        </Button>
      ) : null}
      <ListFoot count={`${rows.length} of ${formatPlural(pipelines.length, "pipeline")}`}>
        <Kbd>j</Kbd> <Kbd>k</Kbd> move <Kbd>↵</Kbd> open <Kbd>m</Kbd> meeting <Kbd>?</Kbd> all keys
      </ListFoot>
    </>
  );
}

function usePipelineKeys(reviewId: string, rows: Review["pipelines"]) {
  const router = useRouter();
  const onOpen = useCallback(
    (index: number) => {
      const row = rows[index];
      if (row) router.push(pipelineAddress(reviewId, row.id));
    },
    [router, reviewId, rows],
  );
  return useListKeys({ count: rows.length, onOpen, group: "Review" });
}
