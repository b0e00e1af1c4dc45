"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { api, problemOf, queryKey, useAnswer, usePages } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { formatCount } from "@/app/_components/format";
import { ReadFailure } from "@/app/_components/problem-note";
import { useListKeys } from "@/app/_components/shell/use-list-keys";
import { DataTable } from "@/app/_components/tables/data-table";
import { ListFoot } from "@/app/_components/tables/list-foot";
import { Kbd } from "@/app/_components/ui/kbd";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { LoadingSkeleton } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { EventRule } from "@/lib/contract/event-buses";
import { EventTabs } from "./event-tabs";
import { NoRules } from "./no-rules";
import { hrefOfRule, RulePhoneRow, ruleColumns } from "./rule-columns";
import { RuleFilters } from "./rule-filters";
import { rulesHeadline } from "./rules-headline";
import { rulesInState, rulesQuery } from "./rules-query";
import { UnreadPlaces } from "./unread-places";

type Props = {
  rules: FirstAnswer<"listRules">;
  failing: FirstAnswer<"listRules">;
  silent: FirstAnswer<"listRules">;
};

/** Every rule of the scope, those that need somebody first, with what EventBridge counted of them. */
export function RulesScreen({ rules, failing: firstFailing, silent: firstSilent }: Props) {
  const [parameters] = useUrlParams();
  const asked = { failing: rulesInState(parameters, "failing"), silent: rulesInState(parameters, "silent") };
  const failing = useAnswer("listRules", asked.failing, { initialData: answerTo(firstFailing, asked.failing) }).data;
  const silent = useAnswer("listRules", asked.silent, { initialData: answerTo(firstSilent, asked.silent) }).data;
  return (
    <>
      <PageHeader
        title={rulesHeadline(failing, silent)}
        lead="Figures of the last 24 hours, from CloudWatch: at best effort and minutes late, not for accounting."
      />
      <UnreadPlaces places={failing?.unreadPlaces} />
      <RuleFilters tabs={<EventTabs here="rules" />} />
      <RuleTable first={rules} />
    </>
  );
}

function RuleTable({ first }: { first: FirstAnswer<"listRules"> }) {
  const [parameters] = useUrlParams();
  const input = rulesQuery(parameters);
  const list = usePages(
    queryKey("listRules", input),
    (cursor) => api.listRules({ ...input, cursor }),
    answerTo(first, input),
  );
  const keys = useRuleKeys(list.items ?? []);
  return (
    <>
      <Panel isFlush>
        {list.items ? (
          <DataTable
            caption="Rules, those that need somebody first"
            columns={ruleColumns}
            rows={list.items}
            keyOf={({ id }) => id}
            density="fleet"
            activeIndex={keys.activeIndex}
            rowProps={keys.rowProps}
            isHatched={({ isReadable, deletedAt }) => !isReadable && deletedAt === null}
            hrefOf={hrefOfRule}
            phoneRow={(rule) => <RulePhoneRow rule={rule} />}
            empty={<NoRules />}
          />
        ) : list.isError ? (
          <ReadFailure
            what="The rules could not be read."
            problem={problemOf(list.error)}
            onRetry={() => void list.refetch()}
          />
        ) : (
          <LoadingSkeleton rows={8} label="Reading the rules" />
        )}
      </Panel>
      <ListFoot
        count={countWords(list.items?.length, list.totalCount)}
        onMore={list.hasNextPage ? () => list.fetchNextPage() : undefined}
        isBusy={list.isFetchingNextPage}
      >
        <Kbd>j</Kbd> <Kbd>k</Kbd> move <Kbd>↵</Kbd> open <Kbd>?</Kbd> all keys
      </ListFoot>
    </>
  );
}

/** With a state nobody counted further than what is shown. */
function countWords(shownCount: number | undefined, totalCount: number | null): string {
  return totalCount === null
    ? `${formatCount(shownCount)} rules shown`
    : `${formatCount(shownCount)} of ${formatCount(totalCount)} rules`;
}

function useRuleKeys(rows: readonly EventRule[]) {
  const router = useRouter();
  const onOpen = useCallback(
    (index: number) => {
      const rule = rows[index];
      if (rule) router.push(hrefOfRule(rule));
    },
    [router, rows],
  );
  return useListKeys({ count: rows.length, onOpen });
}
