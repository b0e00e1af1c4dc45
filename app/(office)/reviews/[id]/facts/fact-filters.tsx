"use client";

import { TableToolbar } from "@/app/_components/tables/table-bars";
import { Button } from "@/app/_components/ui/button";
import { Select } from "@/app/_components/ui/field";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { Review } from "@/lib/contract/review-fields";
import { FACT_KINDS } from "@/lib/core/review/fact";
import { KIND_WORDS } from "../../fact-words";
import { kindsIn } from "./facts-query";

/** Narrows the list; every choice stands in the address. */
export function FactFilters({ review }: { review: Review }) {
  const [parameters, change] = useUrlParams();
  const kinds = kindsIn(parameters);
  const choose = (changes: Record<string, string | undefined>) => change(changes, { isStep: true });
  const team = parameters.get("team");
  return (
    <TableToolbar>
      <Select
        aria-label="What"
        className="w-56 max-sm:w-full"
        value={kinds.join(",")}
        onChange={({ target }) => choose({ kinds: target.value || undefined })}
      >
        <option value="">Everything</option>
        {kinds.length > 1 ? (
          <option value={kinds.join(",")}>{kinds.map((kind) => KIND_WORDS[kind]).join(" and ")}</option>
        ) : null}
        {FACT_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {KIND_WORDS[kind]}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Pipeline"
        className="w-56 max-sm:w-full"
        value={parameters.get("pipeline") ?? ""}
        onChange={({ target }) => choose({ pipeline: target.value || undefined })}
      >
        <option value="">All pipelines, and what belongs to none</option>
        {review.pipelines.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      {team === null ? null : (
        <Button size="sm" variant="ghost" onClick={() => choose({ team: undefined })}>
          {team === "" ? "Nobody’s only" : `Team ${team} only`} ×
        </Button>
      )}
    </TableToolbar>
  );
}
