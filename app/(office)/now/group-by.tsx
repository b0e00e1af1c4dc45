"use client";

import { Button } from "@/app/_components/ui/button";
import { Select } from "@/app/_components/ui/field";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { FailureClass } from "@/lib/contract/failures";
import { GROUP_BYS } from "@/lib/core/failures/group-by";
import { GROUP_LABELS, type GroupChoice, groupWords } from "./group-choice";

type Props = { choice: GroupChoice; inGroup: FailureClass | undefined };

/** Puts the failures together by what they share; the address holds the choice. */
export function GroupBy({ choice: { by, group }, inGroup }: Props) {
  const [, change] = useUrlParams();
  return (
    <>
      {by && group !== undefined ? (
        <Button size="sm" variant="ghost" onClick={() => change({ group: undefined }, { isStep: true })}>
          {GROUP_LABELS[by].split(",")[0]}: {shortened(groupWords(by, group, inGroup))} ×
        </Button>
      ) : null}
      <Select
        aria-label="Group by"
        className="w-52 max-sm:w-full"
        value={by ?? ""}
        onChange={(event) => change({ by: event.target.value || undefined, group: undefined }, { isStep: true })}
      >
        <option value="">One row per failure</option>
        {GROUP_BYS.map((one) => (
          <option key={one} value={one}>
            By {GROUP_LABELS[one]}
          </option>
        ))}
      </Select>
    </>
  );
}

function shortened(text: string): string {
  return text.length > 28 ? `${text.slice(0, 27)}…` : text;
}
