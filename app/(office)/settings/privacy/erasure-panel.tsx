"use client";

import { useQuery } from "@tanstack/react-query";
import { api, problemOf, queryKey } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { Panel } from "@/app/_components/ui/panel";
import { RelativeTime } from "@/app/_components/ui/time";
import type { OutputOf } from "@/lib/contract";
import type { Erasure } from "@/lib/contract/erasure";
import { ErasureConfirm } from "./erasure-confirm";
import { ErasureForm } from "./erasure-form";
import { foundWords, isUnderWay, stateWords, warnings } from "./erasure-words";
import type { ErasureWish } from "./wish-in";

type Props = { first: OutputOf<"listErasures">; wish: ErasureWish };

/** Erases content for good: first what would go, then, confirmed by its count, how far it is. */
export function ErasurePanel({ first, wish }: Props) {
  const list = useQuery<OutputOf<"listErasures">>({
    queryKey: queryKey("listErasures", {}),
    queryFn: ({ signal }) => api.listErasures({}, { signal }),
    initialData: () => first,
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? 1500 : 15_000),
  });
  return (
    <Panel title="Erasure" hint="here and in the bucket of second copies; not in AWS queues, nor in backups">
      <ErasureForm wish={wish} />
      {list.error ? <ProblemNote problem={problemOf(list.error)} /> : null}
      <ol className="mt-3 grid">
        {list.data.items.map((erasure) => (
          <ErasureRow key={erasure.id} erasure={erasure} />
        ))}
      </ol>
      {list.data.items.length === 0 ? <p className="text-xs text-ink-2">Nothing was erased yet.</p> : null}
    </Panel>
  );
}

const ORIGINS = {
  asked: "",
  "capture-lowered": " · a capture level was lowered",
  "account-removed": " · the account was removed",
} as const;

function ErasureRow({ erasure }: { erasure: Erasure }) {
  const { state, counts, about, left, origin } = erasure;
  return (
    <li className="grid gap-1 border-t py-2.5" aria-busy={isUnderWay(erasure)}>
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="weight-emphasis wrap-anywhere">{about}</span>
        <span role="status" className={state === "partly" ? "text-warn" : "text-ink-2"}>
          {stateWords(erasure)}
        </span>
      </p>
      {counts ? <p className="text-xs text-ink-2">{foundWords(counts)}</p> : null}
      {state === "previewed" ? <Lines lines={warnings(erasure)} /> : null}
      <Lines lines={left.map(({ reason, count }) => `${count} × ${reason}`)} />
      <p className="text-xs text-ink-3">
        {erasure.confirmedBy ?? erasure.askedBy}{" "}
        <RelativeTime at={erasure.confirmedAt ?? erasure.askedAt} suffix=" ago" isPlain />
        {erasure.reason ? ` · ${erasure.reason}` : ORIGINS[origin]}
      </p>
      {state === "previewed" ? <ErasureConfirm erasure={erasure} /> : null}
    </li>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <ul className="grid gap-0.5 text-xs text-ink-2">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
