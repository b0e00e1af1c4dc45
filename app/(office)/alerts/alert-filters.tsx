"use client";

import { useCallback } from "react";
import { FilterInput } from "@/app/_components/tables/filter-input";
import { TableToolbar } from "@/app/_components/tables/table-bars";
import { Button } from "@/app/_components/ui/button";
import { Select } from "@/app/_components/ui/field";
import { Segmented } from "@/app/_components/ui/segmented";
import { Moment } from "@/app/_components/ui/time";
import { useUrlParams } from "@/app/_components/use-url-params";
import { CONDITIONS, SEVERITIES } from "@/lib/core/alerts/reason";
import { AlertTabs } from "./alert-tabs";
import { CONDITION_WORDS, SEVERITY_WORDS, STATE_WORDS } from "./alert-words";
import { flagIn, isNarrowed, timeIn, viewIn } from "./alerts-query";

type Counts = { openCount: number; acknowledgedCount: number } | undefined;

/** Narrows the alerts; every choice stands in the address. The account is chosen at the top, for every page. */
export function AlertFilters({ counts }: { counts: Counts }) {
  const [parameters, change] = useUrlParams();
  return (
    <>
      <TableToolbar sortedBy="what is not resolved, then gravest">
        <AlertTabs here="alerts" />
        <Segmented
          label="State"
          segments={stateChoices(counts)}
          value={viewIn(parameters)}
          onChange={(state) => change({ state: state === "unresolved" ? undefined : state }, { isStep: true })}
        />
      </TableToolbar>
      <div className="max-sm:hidden">
        <MoreFilters />
      </div>
      <details className="mb-2.5 sm:hidden" open={isNarrowed(parameters)}>
        <summary className="flex min-h-11 cursor-pointer items-center rounded-sm text-ink-2">More filters</summary>
        <MoreFilters />
      </details>
    </>
  );
}

function MoreFilters() {
  const [parameters, change] = useUrlParams();
  const onOwner = useCallback((owner: string) => change({ owner }), [change]);
  return (
    <TableToolbar>
      {CHOICES.map((choice) => (
        <Choice key={choice.name} {...choice} />
      ))}
      <FilterInput
        label="Owner"
        className="w-36 max-sm:w-full"
        value={parameters.get("owner") ?? ""}
        onChange={onOwner}
      />
      <Narrowings />
    </TableToolbar>
  );
}

function stateChoices(counts: Counts) {
  return [
    { value: "unresolved", label: "Unresolved", count: counts && counts.openCount + counts.acknowledgedCount },
    { value: "open", label: STATE_WORDS.open, count: counts?.openCount },
    { value: "acknowledged", label: STATE_WORDS.acknowledged, count: counts?.acknowledgedCount },
    { value: "resolved", label: STATE_WORDS.resolved },
    { value: "all", label: "All" },
  ];
}

type ChoiceProps = {
  name: "severity" | "condition" | "paged" | "noise";
  label: string;
  every: string;
  options: [string, string][];
};

const CHOICES: readonly ChoiceProps[] = [
  {
    name: "severity",
    label: "Severity",
    every: "Pages and notifies",
    options: SEVERITIES.map((severity) => [severity, SEVERITY_WORDS[severity]]),
  },
  {
    name: "condition",
    label: "Condition",
    every: "All conditions",
    options: CONDITIONS.map((condition) => [condition, CONDITION_WORDS[condition]]),
  },
  {
    name: "paged",
    label: "Paged",
    every: "Paged or not",
    options: [
      ["true", "Somebody was paged"],
      ["false", "Nobody was paged"],
    ],
  },
  {
    name: "noise",
    label: "Noise",
    every: "Noise or not",
    options: [
      ["true", "Only noise"],
      ["false", "Without noise"],
    ],
  },
];

function Choice({ name, label, every, options }: ChoiceProps) {
  const [parameters, change] = useUrlParams();
  const isFlag = name === "paged" || name === "noise";
  const value = isFlag ? (flagIn(parameters, name)?.toString() ?? "") : (parameters.get(name) ?? "");
  return (
    <Select
      aria-label={label}
      className="w-44 max-sm:w-[calc(50%-6px)]"
      value={value}
      onChange={(event) => change({ [name]: event.target.value || undefined }, { isStep: true })}
    >
      <option value="">{every}</option>
      {options.map(([key, words]) => (
        <option key={key} value={key}>
          {words}
        </option>
      ))}
    </Select>
  );
}

/** What a link from elsewhere narrowed, each to be taken away. */
function Narrowings() {
  const [parameters, change] = useUrlParams();
  const from = timeIn(parameters, "from");
  const until = timeIn(parameters, "until");
  const forget = (...names: string[]) =>
    change(Object.fromEntries(names.map((name) => [name, undefined])), { isStep: true });
  return (
    <>
      {from || until ? (
        <Button size="sm" variant="ghost" onClick={() => forget("from", "until")}>
          Opened {from ? <Moment at={from} isPlain /> : "any time"} until{" "}
          {until ? <Moment at={until} isPlain /> : "now"} ×
        </Button>
      ) : null}
      {parameters.get("pipeline") ? (
        <Button size="sm" variant="ghost" onClick={() => forget("pipeline")}>
          One pipeline only ×
        </Button>
      ) : null}
      {parameters.get("class") ? (
        <Button size="sm" variant="ghost" onClick={() => forget("class")}>
          One failure only ×
        </Button>
      ) : null}
    </>
  );
}
