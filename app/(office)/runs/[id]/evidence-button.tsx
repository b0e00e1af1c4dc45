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
      const file = await wholeEvidence(run.id);
      if (file) save(`evidence-R-${run.number}.json`, file);
      else setRefusal("The run changes faster than it can be read: pause it, or wait until it is over.");
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

/** All pages as one file. A run that changed between two pages is read again, a few times; then undefined. */
async function wholeEvidence(id: string): Promise<EvidenceFile | undefined> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const { header, head, ...first } = await api.getRunEvidence({ id });
    const items = [...first.items];
    let [after, seen] = [first.nextAfter, head];
    while (after !== null && seen === head) {
      const page = await api.getRunEvidence({ id, after, takenAt: header.takenAt });
      items.push(...page.items);
      [after, seen] = [page.nextAfter, page.head];
    }
    if (seen === head) return { header, items, head };
  }
  return undefined;
}

function save(name: string, content: unknown): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 1)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
