"use client";

import { useNow } from "@/app/_components/ui/clock";
import { Select } from "@/app/_components/ui/field";
import { useUrlParams } from "@/app/_components/use-url-params";
import { monthChoices, monthIn, monthName, monthOf } from "./costs-query";

/** Which month is shown; the address holds it. Months are those of UTC, as AWS bills. */
export function MonthChoice() {
  const [parameters, change] = useUrlParams();
  const now = useNow(3600);
  const chosen = monthIn(parameters);
  const present = monthOf(now);
  return (
    <Select
      aria-label="Month"
      className="w-44"
      value={chosen ?? present}
      onChange={({ target }) => change({ month: target.value === present ? undefined : target.value })}
    >
      {monthChoices(now, chosen).map((month) => (
        <option key={month} value={month}>
          {monthName(month)}
        </option>
      ))}
    </Select>
  );
}
