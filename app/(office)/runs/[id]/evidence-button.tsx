"use client";

import { useState } from "react";
import { api, problemOf } from "@/app/_components/api";
import { Button } from "@/app/_components/ui/button";
import { Icon } from "@/app/_components/ui/icons";
import type { Run, RunItem } from "@/lib/contract/runs";

const PAGE_ITEMS = 200;

/** The run and its whole ledger as one JSON file, as the API gives them. */
export function EvidenceButton({ run }: { run: Run }) {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const download = async () => {
    setBusy(true);
    setRefusal(undefined);
    try {
      save(`run-R-${run.number}.json`, { run: await api.getRun({ id: run.id }), items: await everyItem(run.id) });
    } catch (error) {
      setRefusal(problemOf(error).detail);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {refusal ? (
        <span role="alert" className="text-danger">
          {refusal}
        </span>
      ) : null}
      <Button size="sm" variant="ghost" isBusy={isBusy} onClick={download}>
        <Icon name="download" /> Evidence
      </Button>
    </>
  );
}

async function everyItem(runId: string): Promise<RunItem[]> {
  const items: RunItem[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.listRunItems({ id: runId, limit: PAGE_ITEMS, cursor });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return items;
}

function save(name: string, content: unknown): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
