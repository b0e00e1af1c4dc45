"use client";

import { useQuery } from "@tanstack/react-query";
import { api, problemOf } from "@/app/_components/api";
import { formatCount, formatPlural } from "@/app/_components/format";
import { Button } from "@/app/_components/ui/button";
import { StateLabel } from "@/app/_components/ui/state-label";
import { ClockTime } from "@/app/_components/ui/time";
import type { OutputOf } from "@/lib/contract";

/** Checks the chain over the log when asked, and says what came of it. */
export function VerifyChain() {
  const verified = useQuery({
    queryKey: ["verifyAudit", "asked"],
    queryFn: async () => ({ result: await api.verifyAudit({}), at: new Date().toISOString() }),
    enabled: false,
    retry: false,
  });
  return (
    <div className="grid justify-items-end gap-1 max-sm:justify-items-start">
      <Button isBusy={verified.isFetching} onClick={() => verified.refetch()}>
        {verified.isFetching ? "Checking the chain" : "Verify the chain"}
      </Button>
      <div role="status" className="max-w-[44ch] text-right text-xs text-ink-2 max-sm:text-left">
        {verified.isError ? <span className="text-danger">{problemOf(verified.error).detail}</span> : null}
        {verified.data && !verified.isError ? <Result {...verified.data} /> : null}
      </div>
    </div>
  );
}

function Result({ result, at }: { result: OutputOf<"verifyAudit">; at: string }) {
  const time = <ClockTime at={at} isPlain />;
  if (!result.isIntact)
    return (
      <>
        <StateLabel status="block">Broken at position {formatCount(result.brokenAt)}</StateLabel>
        <span className="block">
          {result.reason} Checked {time}.
        </span>
      </>
    );
  return (
    <>
      <StateLabel status="pass">Intact</StateLabel>
      <span className="block">
        {formatPlural(result.sealedCount, "sealed entry", "sealed entries")}, {formatCount(result.unsealedCount)} not
        sealed yet. Checked {time}.
      </span>
    </>
  );
}
