"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { onFailure } from "@/app/_components/targets";
import { Button } from "@/app/_components/ui/button";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, TextInput } from "@/app/_components/ui/field";
import type { FailureClassDetail } from "@/lib/contract/failures";

/** Where it is written what to do about this failure. */
export function RunbookLink({ failure }: { failure: FailureClassDetail }) {
  const refusal = useRefusal("classes.triage", onFailure(failure));
  const [isAsking, setAsking] = useState(false);
  const { runbookUrl } = failure;
  return (
    <span className="flex flex-wrap items-center gap-2">
      {runbookUrl ? (
        <a
          href={runbookUrl}
          target="_blank"
          rel="noreferrer noopener"
          className="min-w-0 text-accent hover:underline wrap-anywhere"
        >
          {withoutScheme(runbookUrl)}
        </a>
      ) : (
        <span className="text-ink-3">none yet</span>
      )}
      {refusal ? null : (
        <Button size="sm" variant="ghost" onClick={() => setAsking(true)}>
          {runbookUrl ? "Change…" : "Link one…"}
        </Button>
      )}
      {isAsking ? <RunbookDialog failure={failure} onClose={() => setAsking(false)} /> : null}
    </span>
  );
}

function RunbookDialog({ failure, onClose }: { failure: FailureClassDetail; onClose: () => void }) {
  const [url, setUrl] = useState(failure.runbookUrl ?? "");
  const set = useCommand("setClassRunbook", { onDone: onClose });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`What to do about F-${failure.number}`}
      confirmLabel={url.trim() ? "Link" : "Take the link away"}
      tone="filled"
      onConfirm={() => set.run({ id: failure.id, url: url.trim() || null })}
      isBusy={set.isBusy}
      error={set.problem && !set.fieldError("url") ? <ProblemNote problem={set.problem} /> : undefined}
    >
      <Field label="Address of the runbook" isOptional help="It opens in a new window." error={set.fieldError("url")}>
        <TextInput
          type="url"
          value={url}
          maxLength={2000}
          placeholder="https://"
          onChange={(event) => setUrl(event.target.value)}
        />
      </Field>
    </ConfirmDialog>
  );
}

function withoutScheme(url: string): string {
  return url.replace(/^https?:\/\//, "");
}
