"use client";

import { useCommand } from "@/app/_components/api";
import { Button } from "@/app/_components/ui/button";
import { RelativeTime } from "@/app/_components/ui/time";
import type { OutputOf } from "@/lib/contract";

/** How old the judgement is, and a way to ask for a new one. */
export function JudgedAt({ coverage }: { coverage: OutputOf<"getCoverage"> }) {
  const judge = useCommand("judgeCoverage");
  return (
    <span className="flex items-center gap-3 text-xs text-ink-3">
      {coverage.judgedAt ? (
        <span>
          Judged <RelativeTime at={coverage.judgedAt} suffix=" ago" />
        </span>
      ) : null}
      <Button size="sm" isBusy={judge.isBusy} onClick={() => judge.run({})}>
        Judge now
      </Button>
    </span>
  );
}
