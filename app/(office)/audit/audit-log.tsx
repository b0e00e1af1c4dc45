"use client";

import { api, problemOf, queryKey, usePages } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { formatPlural } from "@/app/_components/format";
import { ReadFailure } from "@/app/_components/problem-note";
import { ListFoot } from "@/app/_components/tables/list-foot";
import { buttonStyle } from "@/app/_components/ui/button-style";
import { Icon } from "@/app/_components/ui/icons";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import { AuditEntries } from "./audit-entries";
import { AuditFilters } from "./audit-filters";
import { auditQuery, exportAddress } from "./audit-query";
import { VerifyChain } from "./verify-chain";

/** Who did what to what, newest first: what was allowed and what was refused. */
export function AuditLog({ entries: first }: { entries: FirstAnswer<"listAuditEntries"> }) {
  const [parameters] = useUrlParams();
  const input = auditQuery(parameters);
  const actions = (
    <>
      <ExportLink address={exportAddress(parameters)} />
      <VerifyChain />
    </>
  );
  const list = usePages(
    queryKey("listAuditEntries", input),
    (cursor) => api.listAuditEntries({ ...input, cursor }),
    answerTo(first, input),
  );
  return (
    <>
      <PageHeader
        title="Audit"
        lead="What people, tokens and the worker did, and what they were refused. Entries are signed and chained: a check tells whether one was changed, removed or put in."
        actions={actions}
      />
      <div className="mb-4 grid justify-items-start gap-2 sm:hidden">{actions}</div>
      <AuditFilters />
      <Panel isFlush>
        {list.items ? (
          list.items.length > 0 ? (
            <AuditEntries entries={list.items} />
          ) : (
            <EmptyState title="No entry matches." evidence="Nothing of the kind is in the log." />
          )
        ) : list.isError ? (
          <ReadFailure
            what="The log could not be read."
            problem={problemOf(list.error)}
            onRetry={() => list.refetch()}
          />
        ) : (
          <LoadingSkeleton rows={8} label="Reading the log" />
        )}
      </Panel>
      <ListFoot
        count={`${formatPlural(list.items?.length, "entry", "entries")} shown${list.hasNextPage ? "" : ", that is all"}`}
        onMore={list.hasNextPage ? () => list.fetchNextPage() : undefined}
        moreLabel="Show older"
        isBusy={list.isFetchingNextPage}
      />
    </>
  );
}

/** No page of ours but a file: the browser must ask for it itself. */
function ExportLink({ address }: { address: string }) {
  return (
    <a href={address} download className={buttonStyle({})}>
      <Icon name="download" /> Export these
    </a>
  );
}
