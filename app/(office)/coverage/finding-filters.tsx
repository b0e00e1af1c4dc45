"use client";

import { TableToolbar } from "@/app/_components/tables/table-bars";
import { Button } from "@/app/_components/ui/button";
import { Select } from "@/app/_components/ui/field";
import { Segmented } from "@/app/_components/ui/segmented";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { OutputOf } from "@/lib/contract";
import { SEVERITIES } from "@/lib/core/coverage/rule";
import { severityIn } from "./coverage-query";
import { CoverageTabs } from "./coverage-tabs";

/** Narrows the findings by severity, rule and owner. Account and Region are chosen at the top, for every page. */
export function FindingFilters({ coverage }: { coverage: OutputOf<"getCoverage"> }) {
  const [parameters, change] = useUrlParams();
  const isAccepted = parameters.get("show") === "accepted";
  const severity = severityIn(parameters);
  const owner = parameters.get("owner");
  const segments = [
    { value: "all", label: "All" },
    ...SEVERITIES.map((one) => ({
      value: one,
      label: one.charAt(0).toUpperCase() + one.slice(1),
      count: isAccepted ? undefined : coverage.overall.counts[one],
    })),
  ];
  return (
    <TableToolbar sortedBy="severity, then name">
      <CoverageTabs here="holes" />
      <Segmented
        label="Severity"
        segments={segments}
        value={severity ?? "all"}
        onChange={(value) => change({ severity: value === "all" ? undefined : value }, { isStep: true })}
      />
      <Select
        aria-label="Kind of hole"
        className="w-64 max-sm:w-full"
        value={parameters.get("rule") ?? ""}
        onChange={(event) => change({ rule: event.target.value || undefined }, { isStep: true })}
      >
        <option value="">All kinds of holes</option>
        {coverage.rules
          .filter(({ openCount, rule }) => openCount > 0 || rule === parameters.get("rule"))
          .map(({ rule, title, openCount }) => (
            <option key={rule} value={rule}>
              {title} ({openCount})
            </option>
          ))}
      </Select>
      {owner ? (
        <Button size="sm" variant="ghost" onClick={() => change({ owner: undefined }, { isStep: true })}>
          Owner: {owner} ×
        </Button>
      ) : null}
      {isAccepted ? (
        <Button size="sm" variant="ghost" onClick={() => change({ show: undefined }, { isStep: true })}>
          Accepted ones only ×
        </Button>
      ) : null}
    </TableToolbar>
  );
}
