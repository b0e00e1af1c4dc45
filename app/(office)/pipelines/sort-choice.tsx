"use client";

import { Select } from "@/app/_components/ui/field";
import { useUrlParams } from "@/app/_components/use-url-params";
import { SORTS, sortIn } from "./pipelines-query";

const WORDS: Readonly<Record<(typeof SORTS)[number], string>> = {
  attention: "Attention first",
  name: "By name",
  cost: "Most expensive first",
  budget: "Least budget first",
};

/** The order of the list, in words. */
export function SortChoice() {
  const [parameters, change] = useUrlParams();
  return (
    <Select
      aria-label="Sorted"
      className="w-48 max-sm:w-full"
      value={sortIn(parameters)}
      onChange={(event) => change({ sort: event.target.value === "attention" ? undefined : event.target.value })}
    >
      {SORTS.map((sort) => (
        <option key={sort} value={sort}>
          {WORDS[sort]}
        </option>
      ))}
    </Select>
  );
}
