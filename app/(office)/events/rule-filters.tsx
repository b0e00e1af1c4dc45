"use client";

import { type ReactNode, useCallback } from "react";
import { useAnswer } from "@/app/_components/api";
import { FilterInput } from "@/app/_components/tables/filter-input";
import { TableToolbar } from "@/app/_components/tables/table-bars";
import { Select } from "@/app/_components/ui/field";
import { Segmented } from "@/app/_components/ui/segmented";
import { useUrlParams } from "@/app/_components/use-url-params";
import { busChoices, busIn, ruleViewIn } from "./rules-query";

const states = [
  { value: "all", label: "All" },
  { value: "failing", label: "Failing" },
  { value: "losing", label: "Losing" },
  { value: "silent", label: "Silent" },
  { value: "disabled", label: "Disabled" },
];

/** Narrows the rules by state, bus and name. Account and Region are chosen at the top, for every page. */
export function RuleFilters({ tabs }: { tabs: ReactNode }) {
  const [parameters, change] = useUrlParams();
  const onName = useCallback((name: string) => change({ name }), [change]);
  return (
    <TableToolbar sortedBy={ruleViewIn(parameters) === "all" ? "need, then name" : "name"}>
      {tabs}
      <Segmented
        label="State"
        segments={states}
        value={ruleViewIn(parameters)}
        onChange={(state) => change({ state: state === "all" ? undefined : state }, { isStep: true })}
      />
      <BusChoice />
      <FilterInput label="Part of the name" value={parameters.get("name") ?? ""} onChange={onName} />
    </TableToolbar>
  );
}

function BusChoice() {
  const [parameters, change] = useUrlParams();
  const buses = useAnswer("listBuses", busChoices(parameters)).data?.items ?? [];
  const chosen = busIn(parameters);
  return (
    <Select
      aria-label="Bus"
      className="w-52 max-sm:w-full"
      value={chosen ?? ""}
      onChange={(event) => change({ bus: event.target.value || undefined }, { isStep: true })}
    >
      <option value="">All buses</option>
      {chosen && !buses.some(({ id }) => id === chosen) ? <option value={chosen}>the chosen bus</option> : null}
      {buses.map(({ id, name, accountName, region }) => (
        <option key={id} value={id}>
          {name} · {accountName} · {region}
        </option>
      ))}
    </Select>
  );
}
