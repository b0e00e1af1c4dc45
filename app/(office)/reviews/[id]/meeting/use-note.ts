"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { api, newIdempotencyKey, problemOf, readAgain } from "@/app/_components/api";
import type { Problem } from "@/lib/contract/problem";

interface Draft {
  readonly text: string;
  /** Goes with the text: the same text that is sent twice, also after a reload, is written once. */
  readonly key: string;
}
const EMPTY: Draft = { text: "", key: "" };

/**
 * A note while it is typed. It is kept in this tab until the server has answered that it has it: closing the screen, a
 * reload and a server that is away lose nothing.
 */
export function useNote(reviewId: string, pipelineId: string | undefined) {
  const place = `dlo-note ${reviewId} ${pipelineId ?? ""}`;
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [state, setState] = useState<"typing" | "saving" | "saved">("typing");
  const [problem, setProblem] = useState<Problem>();
  const client = useQueryClient();
  useEffect(() => setDraft(readDraft(place)), [place]);
  const type = useCallback(
    (text: string) => {
      const next = { text, key: newIdempotencyKey() };
      keepDraft(place, next);
      setDraft(next);
      setState("typing");
    },
    [place],
  );
  const save = useCallback(async () => {
    const kept = readDraft(place);
    if (kept.text.trim() === "") return;
    setState("saving");
    setProblem(undefined);
    try {
      const about = pipelineId === undefined ? {} : { pipelineId };
      await api.addReviewNote({ id: reviewId, ...about, text: kept.text.trim() }, { idempotencyKey: kept.key });
      // What was typed meanwhile is another note.
      if (readDraft(place).key === kept.key) {
        keepDraft(place, EMPTY);
        setDraft(EMPTY);
        setState("saved");
      }
      readAgain(client, new Set(["listReviewNotes", "getReviewMinutes"]));
    } catch (error) {
      setProblem(problemOf(error));
      setState("typing");
    }
  }, [place, pipelineId, reviewId, client]);
  return { text: draft.text, state, problem, type, save };
}

function readDraft(place: string): Draft {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(place) ?? "null");
    if (kept && typeof kept === "object" && "text" in kept && "key" in kept)
      return { text: String(kept.text), key: String(kept.key) };
  } catch {
    // A browser that keeps nothing for us: the draft lives as long as the page.
  }
  return EMPTY;
}

function keepDraft(place: string, draft: Draft): void {
  if (draft.text === "") sessionStorage.removeItem(place);
  else sessionStorage.setItem(place, JSON.stringify(draft));
}
