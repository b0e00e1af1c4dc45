"use client";

import { useState } from "react";
import { api, problemOf } from "@/app/_components/api";
import { Button } from "@/app/_components/ui/button";
import { Icon } from "@/app/_components/ui/icons";
import type { EvidenceFile } from "@/lib/contract/run-evidence";
import type { Run } from "@/lib/contract/runs";

/** The run and what became of each message as one file that `dlo evidence-verify` checks without the office. */
export function EvidenceButton({ run }: { run: Run }) {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const download = async () => {
    setBusy(true);
    setRefusal(undefined);
    try {
      save(`evidence-R-${run.number}.json`, await wholeEvidence(run.id));
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

async function wholeEvidence(id: string): Promise<EvidenceFile> {
  const { header, items, nextAfter, head } = await api.getRunEvidence({ id });
  const file = { header, items: [...items], head };
  for (let after = nextAfter; after !== null; ) {
    const page = await api.getRunEvidence({ id, after, takenAt: header.takenAt });
    file.items.push(...page.items);
    file.head = page.head;
    after = page.nextAfter;
  }
  return file;
}

function save(name: string, content: unknown): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 1)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
