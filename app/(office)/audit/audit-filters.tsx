"use client";

import { type ComponentProps, useCallback, useState } from "react";
import { cn } from "@/app/_components/cn";
import { FilterInput } from "@/app/_components/tables/filter-input";
import { Button } from "@/app/_components/ui/button";
import { Select, TextInput } from "@/app/_components/ui/field";
import { Icon } from "@/app/_components/ui/icons";
import { useUrlParams } from "@/app/_components/use-url-params";
import { AUDIT_ACTIONS } from "@/lib/core/audit";

const NAMES = ["action", "outcome", "actor", "person", "object", "run", "from", "to"] as const;
const NONE = Object.fromEntries(NAMES.map((name) => [name, undefined]));

/** Narrows the log by what was done, by whom, to what, in which run, when, and whether it was allowed. */
export function AuditFilters() {
  const [parameters, change] = useUrlParams();
  const [isShown, setShown] = useState(false);
  const usedCount = NAMES.filter((name) => parameters.has(name)).length;
  const person = parameters.get("person");
  return (
    <>
      <Button className="mb-2.5 sm:hidden" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
        Filter{usedCount > 0 ? ` (${usedCount})` : ""}
        <Icon name="chevronDown" />
      </Button>
      <search className={cn("mb-2.5 flex flex-wrap items-center gap-2", !isShown && "max-sm:hidden")}>
        <UrlSelect label="Action" name="action">
          <option value="">Every action</option>
          {AUDIT_ACTIONS.map((action) => (
            <option key={action} value={action}>
              {action}
            </option>
          ))}
        </UrlSelect>
        <UrlSelect label="Outcome" name="outcome">
          <option value="">Allowed and denied</option>
          <option value="allowed">Allowed</option>
          <option value="denied">Denied</option>
        </UrlSelect>
        <UrlInput label="Part of a name" name="actor" />
        <UrlInput label="Id of a thing" name="object" />
        <UrlInput label="Id of a run" name="run" />
        <Day label="From" name="from" />
        <Day label="To" name="to" />
        {person ? (
          <Button size="sm" onClick={() => change({ person: undefined })}>
            Only {person}, with their tokens <Icon name="close" />
          </Button>
        ) : null}
        {usedCount > 0 ? (
          <Button size="sm" variant="ghost" onClick={() => change(NONE)}>
            Clear
          </Button>
        ) : null}
      </search>
    </>
  );
}

type Named = { label: string; name: (typeof NAMES)[number] };

function UrlSelect({ label, name, children }: Named & Pick<ComponentProps<"select">, "children">) {
  const [parameters, change] = useUrlParams();
  return (
    <Select
      aria-label={label}
      value={parameters.get(name) ?? ""}
      onChange={(event) => change({ [name]: event.target.value })}
      className="w-48 max-sm:w-full"
    >
      {children}
    </Select>
  );
}

function UrlInput({ label, name }: Named) {
  const [parameters, change] = useUrlParams();
  const onChange = useCallback((text: string) => change({ [name]: text }), [change, name]);
  return <FilterInput label={label} value={parameters.get(name) ?? ""} onChange={onChange} className="w-44" />;
}

/** A day in UTC, as the times of the export are. */
function Day({ label, name }: Named) {
  const [parameters, change] = useUrlParams();
  return (
    <span className="flex items-center gap-1.5 text-xs text-ink-2 max-sm:w-full max-sm:justify-between">
      <span aria-hidden="true">{label}</span>
      <TextInput
        type="date"
        aria-label={`${label}, a day in UTC`}
        value={parameters.get(name) ?? ""}
        onChange={(event) => change({ [name]: event.target.value })}
        className="w-38 max-sm:w-full"
      />
    </span>
  );
}
