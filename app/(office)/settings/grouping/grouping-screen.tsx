"use client";

import type { OutputOf } from "@/lib/contract";
import { RegroupPanel } from "./regroup-panel";
import { RulesPanel } from "./rules-panel";
import { useRules } from "./use-rules";

type Props = { rules: OutputOf<"listGroupingRules">; regroups: OutputOf<"listRegroups"> };

/** How this installation groups failed messages otherwise than by itself. */
export function GroupingScreen({ rules: first, regroups }: Props) {
  const rules = useRules(first);
  return (
    <div className="grid max-w-[980px] gap-4">
      <RulesPanel rules={rules} />
      <RegroupPanel rules={rules} first={regroups} />
    </div>
  );
}
