"use client";

import { useId, useMemo } from "react";
import type { usePages } from "@/app/_components/api";
import { formatPlural } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import type { Target } from "@/app/_components/refusal";
import { FilterCombobox } from "@/app/_components/tables/filter-combobox";
import type { FailedMessage } from "@/lib/contract/failures";
import { parseQuery } from "@/lib/core/search/parse-query";
import { looksIntoMessages } from "@/lib/core/search/query";

type Props = {
  q: string;
  problem: string | undefined;
  list: ReturnType<typeof usePages<FailedMessage>>;
  onChange: (q: string) => void;
  /** Where values are suggested from. */
  within?: { classId?: string };
};

/** Narrows the list below by what a message is; says how many match, or where the filter is wrong. */
export function MessageFilter({ q, problem, list, onChange, within }: Props) {
  const noteId = useId();
  return (
    <search className="grid gap-1 border-b px-4 py-2.5">
      <FilterCombobox
        label="Filter the messages"
        placeholder="Filter: timed out cause:timeout -type:OrderPlaced age>2h"
        value={q}
        onChange={onChange}
        within={within}
        describedBy={noteId}
        isInvalid={problem !== undefined}
      />
      <p id={noteId} role="status" className={problem ? "text-xs text-danger" : "text-xs text-ink-2"}>
        {problem ?? (q ? `${matchText(list)}${limitText(q)}` : FIELDS)}
      </p>
    </search>
  );
}

const FIELDS =
  "Text, “phrases”, body.customer.id=42, attr.tenant:eu, and cause origin state type queue account region group id version error bystander age expires receives size.";

function matchText({ items, totalCount }: Props["list"]): string {
  if (!items) return "Looking…";
  if (totalCount === null) return "More than 10,000 messages of this list match.";
  return `${formatPlural(totalCount, "message")} of this list ${totalCount === 1 ? "matches" : "match"}.`;
}

/** Fields are kept where whole messages are: the others are not found by them, and found by their opposite. */
function limitText(q: string): string {
  const hasPath = parseQuery(q).query?.some((term) => term.kind === "path") ?? false;
  return hasPath ? " Only messages captured whole have fields to look into." : "";
}

/** Why the filter cannot be asked, with the column where there is one; undefined when it can. */
export function useFilterProblem(q: string, target?: Target): string | undefined {
  const refusal = useRefusal("bodies.read", target);
  return useMemo(() => {
    const { query, problem } = parseQuery(q);
    if (problem) return `column ${problem.column}: ${problem.message}`;
    if (refusal && looksIntoMessages(query))
      return `Text is looked for in error texts and bodies. ${refusal} Use fields, such as cause:timeout.`;
    return undefined;
  }, [q, refusal]);
}
