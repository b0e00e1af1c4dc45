"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, problemOf } from "@/app/_components/api";
import { formatCount, formatPlural } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { Button } from "@/app/_components/ui/button";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { StateLabel } from "@/app/_components/ui/state-label";
import { ClockTime, Moment, RelativeTime } from "@/app/_components/ui/time";
import type { OutputOf } from "@/lib/contract";

type Verdict = OutputOf<"verifyAudit">;

/** Checks the log when asked, and says what came of it and what it does not say. */
export function VerifyChain() {
  const [isFull, setFull] = useState(false);
  const refusal = useRefusal("audit.read", "everything");
  const verified = useQuery({
    queryKey: ["verifyAudit", "asked", isFull],
    queryFn: async () => ({ result: await api.verifyAudit({ full: isFull }), at: new Date().toISOString() }),
    enabled: false,
    retry: false,
  });
  return (
    <div className="grid justify-items-end gap-1 max-sm:justify-items-start">
      <span className="flex flex-wrap items-center justify-end gap-3 max-sm:justify-start">
        <label className="flex items-center gap-1.5 text-xs text-ink-2 max-sm:min-h-11">
          <input type="checkbox" checked={isFull} onChange={(event) => setFull(event.target.checked)} />
          from the first entry
        </label>
        <Button isBusy={verified.isFetching} disabledReason={refusal} onClick={() => verified.refetch()}>
          {verified.isFetching ? "Checking the log" : "Verify the log"}
        </Button>
      </span>
      <div role="status" className="max-w-[48ch] text-right text-xs text-ink-2 max-sm:text-left">
        {verified.isError ? <span className="text-danger">{problemOf(verified.error).detail}</span> : null}
        {verified.data && !verified.isError ? <Result {...verified.data} /> : null}
      </div>
    </div>
  );
}

function Result({ result, at }: { result: Verdict; at: string }) {
  return (
    <>
      <StateLabel status={result.isIntact ? "pass" : "block"}>
        {result.isIntact ? "Intact" : brokenWords(result)}
      </StateLabel>
      {result.faults.slice(0, 5).map(({ reason }) => (
        <span key={reason} className="block text-danger wrap-anywhere">
          {reason}
        </span>
      ))}
      <span className="block">
        {result.isFull ? "All of it was read" : <Partly result={result} />} at <ClockTime at={at} isPlain />.
      </span>
      <span className="block">
        {formatPlural(result.sealedCount, "entry is", "entries are")} sealed, {formatCount(result.unsealedCount)} not
        yet
        {result.oldestUnsealedAt ? (
          <>
            , the oldest <RelativeTime at={result.oldestUnsealedAt} suffix=" old" isPlain />
          </>
        ) : null}
        .
      </span>
      {result.prunedCount > 0 ? (
        <span className="block">
          {formatCount(result.prunedCount)} older ones, to <Moment at={result.prunedUpTo} isPlain />, are past their
          time and gone.
        </span>
      ) : null}
      {result.head ? (
        <span className="flex flex-wrap items-center justify-end gap-1 max-sm:justify-start">
          Head {formatCount(result.head.position)}, {result.head.hash.slice(0, 12)}…{" "}
          <CopyButton text={`${result.head.position} ${result.head.hash}`} />
        </span>
      ) : null}
    </>
  );
}

function brokenWords({ brokenAt, faultCount }: Verdict): string {
  const place = brokenAt === null ? "" : ` at position ${formatCount(brokenAt)}`;
  return `Broken${place}${faultCount > 1 ? `, ${formatCount(faultCount)} faults` : ""}`;
}

function Partly({ result }: { result: Verdict }) {
  return (
    <>
      What follows position {formatCount(result.checkedFrom)} was read
      {result.fullyCheckedAt ? (
        <>
          {" "}
          (all of it <RelativeTime at={result.fullyCheckedAt} suffix=" ago" isPlain />)
        </>
      ) : null}
    </>
  );
}
