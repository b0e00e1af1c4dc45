"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useCallback } from "react";
import { problemOf, type usePages } from "@/app/_components/api";
import { formatCount } from "@/app/_components/format";
import { ReadFailure } from "@/app/_components/problem-note";
import { useListKeys } from "@/app/_components/shell/use-list-keys";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { ListFoot } from "@/app/_components/tables/list-foot";
import { Kbd } from "@/app/_components/ui/kbd";
import { Panel } from "@/app/_components/ui/panel";
import { LoadingSkeleton } from "@/app/_components/ui/view-states";

interface Listed {
  readonly id: string;
  readonly isReadable: boolean;
  readonly deletedAt: string | null;
}

type Props<Row extends Listed> = {
  list: ReturnType<typeof usePages<Row>>;
  /** "rules" */
  noun: string;
  caption: string;
  columns: Column<Row>[];
  hrefOf: (row: Row) => string;
  phoneRow: (row: Row) => ReactNode;
  empty: ReactNode;
};

/** A list of EventBridge's things, to be walked by j and k and opened by Enter; hatched where nobody can look. */
export function EventTable<Row extends Listed>({ list, noun, caption, columns, hrefOf, phoneRow, empty }: Props<Row>) {
  const keys = useEventKeys(list.items ?? [], hrefOf);
  return (
    <>
      <Panel isFlush>
        {list.items ? (
          <DataTable
            caption={caption}
            columns={columns}
            rows={list.items}
            keyOf={({ id }) => id}
            density="fleet"
            activeIndex={keys.activeIndex}
            rowProps={keys.rowProps}
            isHatched={({ isReadable, deletedAt }) => !isReadable && deletedAt === null}
            hrefOf={hrefOf}
            phoneRow={phoneRow}
            empty={empty}
          />
        ) : list.isError ? (
          <ReadFailure
            what={`The ${noun} could not be read.`}
            problem={problemOf(list.error)}
            onRetry={() => void list.refetch()}
          />
        ) : (
          <LoadingSkeleton rows={8} label={`Reading the ${noun}`} />
        )}
      </Panel>
      <ListFoot
        count={countWords(list.items?.length, list.totalCount, noun)}
        onMore={list.hasNextPage ? () => list.fetchNextPage() : undefined}
        isBusy={list.isFetchingNextPage}
      >
        <Kbd>j</Kbd> <Kbd>k</Kbd> move <Kbd>↵</Kbd> open <Kbd>?</Kbd> all keys
      </ListFoot>
    </>
  );
}

/** Where nobody counted all of them, only those that are shown are counted. */
function countWords(shownCount: number | undefined, totalCount: number | null, noun: string): string {
  if (totalCount === null) return `${formatCount(shownCount)} ${noun} shown`;
  return `${formatCount(shownCount)} of ${formatCount(totalCount)} ${noun}`;
}

function useEventKeys<Row>(rows: readonly Row[], hrefOf: (row: Row) => string) {
  const router = useRouter();
  const onOpen = useCallback(
    (index: number) => {
      const row = rows[index];
      if (row) router.push(hrefOf(row));
    },
    [router, rows, hrefOf],
  );
  return useListKeys({ count: rows.length, onOpen });
}
