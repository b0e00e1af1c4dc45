"use client";

import { type ReactNode, useCallback } from "react";
import { FilterInput } from "@/app/_components/tables/filter-input";
import { TableToolbar } from "@/app/_components/tables/table-bars";
import { Select } from "@/app/_components/ui/field";
import { Segmented } from "@/app/_components/ui/segmented";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { OutputOf } from "@/lib/contract";
import { TIERS } from "@/lib/core/ownership/ownership";
import { HEALTH_STATES } from "@/lib/core/pipelines/health";
import { PATTERNS } from "@/lib/core/pipelines/pipeline";
import { HEALTH_WORD } from "./health-label";
import { PATTERN_WORDS } from "./part-words";
import { stateIn } from "./pipelines-query";

type Props = {
  counts: OutputOf<"listPipelines">["counts"] | undefined;
  tabs: ReactNode;
  /** How it is sorted, to be chosen. */
  sort?: ReactNode;
};

/** Narrows by state, name, owner, tier and pattern. Account and Region are chosen at the top, for every page. */
export function PipelineFilters({ counts, tabs, sort }: Props) {
  const [parameters, change] = useUrlParams();
  const onName = useCallback((name: string) => change({ name }), [change]);
  const onOwner = useCallback((owner: string) => change({ owner }), [change]);
  return (
    <>
      <TableToolbar filters={sort}>{tabs}</TableToolbar>
      <TableToolbar>
        <Segmented
          label="State"
          segments={stateChoices(counts)}
          value={stateIn(parameters) ?? "all"}
          onChange={(state) => change({ state: state === "all" ? undefined : state }, { isStep: true })}
        />
        <Choice
          name="tier"
          label="Tier"
          every="All tiers"
          className="w-28"
          options={TIERS.map((tier) => [tier, `Tier ${tier}`])}
        />
        <Choice
          name="pattern"
          label="Pattern"
          every="All patterns"
          className="w-40"
          options={PATTERNS.map((pattern) => [pattern, PATTERN_WORDS[pattern]])}
        />
        <FilterInput
          label="Owner"
          className="w-32 max-sm:w-[calc(50%-6px)]"
          value={parameters.get("owner") ?? ""}
          onChange={onOwner}
        />
        <FilterInput
          label="Part of a name"
          className="w-44 max-sm:w-[calc(50%-6px)]"
          value={parameters.get("name") ?? ""}
          onChange={onName}
        />
      </TableToolbar>
    </>
  );
}

function stateChoices(counts: Props["counts"]) {
  const all = counts && Object.values(counts).reduce((sum, count) => sum + count, 0);
  return [
    { value: "all", label: "All", count: all },
    ...HEALTH_STATES.map((state) => ({
      value: state,
      label: HEALTH_WORD[state],
      count: counts && (counts[state] ?? 0),
    })),
  ];
}

type ChoiceProps = {
  name: string;
  label: string;
  every: string;
  className: string;
  options: [value: string, label: string][];
};

function Choice({ name, label, every, className, options }: ChoiceProps) {
  const [parameters, change] = useUrlParams();
  return (
    <Select
      aria-label={label}
      className={`${className} max-sm:w-[calc(50%-6px)]`}
      value={parameters.get(name) ?? ""}
      onChange={(event) => change({ [name]: event.target.value || undefined }, { isStep: true })}
    >
      <option value="">{every}</option>
      {options.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </Select>
  );
}
