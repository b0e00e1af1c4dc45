"use client";

import { api, queryKey, useAnswer, usePages } from "@/app/_components/api";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { useSight } from "@/app/_components/me";
import { PageHeader } from "@/app/_components/ui/page-header";
import { useUrlParams } from "@/app/_components/use-url-params";
import { EventTable } from "./event-table";
import { EventTabs } from "./event-tabs";
import { NoRules } from "./no-rules";
import { hrefOfRule, RulePhoneRow, ruleColumns } from "./rule-columns";
import { RuleFilters } from "./rule-filters";
import { neediestFirst } from "./rule-order";
import { rulesHeadline } from "./rules-headline";
import { RULE_FILTERS, rulesInState, rulesQuery } from "./rules-query";
import { UnreadPlaces } from "./unread-places";

type Props = {
  rules: FirstAnswer<"listRules">;
  failing: FirstAnswer<"listRules">;
  silent: FirstAnswer<"listRules">;
};

/** Every rule of the scope, those that need somebody first, with what EventBridge counted of them. */
export function RulesScreen({ rules: first, failing: firstFailing, silent: firstSilent }: Props) {
  const [parameters] = useUrlParams();
  const asked = { failing: rulesInState(parameters, "failing"), silent: rulesInState(parameters, "silent") };
  const failing = useAnswer("listRules", asked.failing, { initialData: answerTo(firstFailing, asked.failing) }).data;
  const silent = useAnswer("listRules", asked.silent, { initialData: answerTo(firstSilent, asked.silent) }).data;
  const isAll = useSight() === "everything";
  const isNarrowed = Object.keys(RULE_FILTERS).some((name) => parameters.has(name));
  const input = rulesQuery(parameters);
  const needy = input.state ? undefined : { failing: failing?.items, silent: silent?.items };
  const list = usePages(
    queryKey("listRules", input),
    (cursor) => api.listRules({ ...input, cursor }),
    answerTo(first, input),
  );
  const items = list.items && neediestFirst(list.items, needy?.failing ?? [], needy?.silent ?? [], input);
  return (
    <>
      <PageHeader
        title={rulesHeadline(failing, silent, { totalCount: isNarrowed ? null : list.totalCount, isAll })}
        lead="Figures of the last 24 hours, from CloudWatch: at best effort and minutes late, not for accounting."
      />
      <UnreadPlaces places={failing?.unreadPlaces} />
      <RuleFilters tabs={<EventTabs here="rules" />} />
      <EventTable
        list={{ ...list, items }}
        noun="rules"
        caption="Rules, those that need somebody first"
        columns={ruleColumns}
        hrefOf={hrefOfRule}
        phoneRow={(rule) => <RulePhoneRow rule={rule} />}
        empty={<NoRules />}
      />
    </>
  );
}
