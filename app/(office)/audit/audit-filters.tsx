"use client";

import { useCallback, useState } from "react";
import { cn } from "@/app/_components/cn";
import { FilterInput } from "@/app/_components/tables/filter-input";
import { Button } from "@/app/_components/ui/button";
import { Select } from "@/app/_components/ui/field";
import { Icon } from "@/app/_components/ui/icons";
import { useUrlParams } from "@/app/_components/use-url-params";
import { AUDIT_ACTIONS } from "@/lib/core/audit";

const NONE = { action: undefined, actor: undefined, object: undefined, run: undefined };

/** Narrows the log by what was done, by whom, to what, in which run. */
export function AuditFilters() {
  const [parameters, change] = useUrlParams();
  const onActor = useCallback((actor: string) => change({ actor }), [change]);
  const onObject = useCallback((object: string) => change({ object }), [change]);
  const onRun = useCallback((run: string) => change({ run }), [change]);
  const [isShown, setShown] = useState(false);
  const isNarrowed = Object.keys(NONE).some((name) => parameters.has(name));
  return (
    <>
      <Button className="mb-2.5 sm:hidden" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
        Filter
        <Icon name="chevronDown" />
      </Button>
      <search className={cn("mb-2.5 flex flex-wrap items-center gap-2", !isShown && "max-sm:hidden")}>
        <Select
          aria-label="Action"
          value={parameters.get("action") ?? ""}
          onChange={(event) => change({ action: event.target.value })}
          className="w-56 max-sm:w-full"
        >
          <option value="">Every action</option>
          {AUDIT_ACTIONS.map((action) => (
            <option key={action} value={action}>
              {action}
            </option>
          ))}
        </Select>
        <FilterInput label="Part of a name" value={parameters.get("actor") ?? ""} onChange={onActor} className="w-44" />
        <FilterInput
          label="Id of a thing"
          value={parameters.get("object") ?? ""}
          onChange={onObject}
          className="w-52"
        />
        <FilterInput label="Id of a run" value={parameters.get("run") ?? ""} onChange={onRun} className="w-52" />
        {isNarrowed ? (
          <Button size="sm" variant="ghost" onClick={() => change(NONE)}>
            Clear
          </Button>
        ) : null}
      </search>
    </>
  );
}
