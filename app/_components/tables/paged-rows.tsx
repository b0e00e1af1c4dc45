"use client";

import type { ReactNode } from "react";
import { problemOf, type usePages } from "../api";
import { formatCount } from "../format";
import { ReadFailure } from "../problem-note";
import { Button } from "../ui/button";
import { LoadingSkeleton } from "../ui/view-states";

type Props<Item> = {
  list: ReturnType<typeof usePages<Item>>;
  /** "The runs": what could not be read, or is being read. */
  what: string;
  children: (items: Item[]) => ReactNode;
};

/** A list that grows: its rows, the way to more of them, and what stands there while or when they cannot be read. */
export function PagedRows<Item>({ list, what, children }: Props<Item>) {
  if (!list.items && list.isError)
    return (
      <ReadFailure
        what={`${what} could not be read.`}
        problem={problemOf(list.error)}
        onRetry={() => void list.refetch()}
      />
    );
  if (!list.items) return <LoadingSkeleton rows={6} label={`${what} are being read`} />;
  return (
    <>
      {children(list.items)}
      {list.hasNextPage ? (
        <div className="flex items-center gap-3 border-t px-4 py-2">
          <Button size="sm" onClick={() => void list.fetchNextPage()} isBusy={list.isFetchingNextPage}>
            Show more
          </Button>
          <span className="text-xs text-ink-3">
            {formatCount(list.items.length)} of {formatCount(list.totalCount)} shown
          </span>
        </div>
      ) : null}
    </>
  );
}
