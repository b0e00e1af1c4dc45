"use client";

import { formatPlural } from "@/app/_components/format";
import { useRefusal, useRefusalFor, useWhomToAsk } from "@/app/_components/me";
import type { PipelineDetail } from "@/lib/contract/pipelines";

/** Why this person may not change the pipeline: it takes the right over each of its parts, so also sight of all of them. */
export function useEditRefusal({ accounts, hiddenPartCount }: PipelineDetail): string | undefined {
  const inGeneral = useRefusal("pipelines.edit");
  const refusalFor = useRefusalFor("pipelines.edit");
  const whom = useWhomToAsk();
  if (inGeneral) return inGeneral;
  if (hiddenPartCount > 0)
    return `${formatPlural(hiddenPartCount, "part")} of it lie outside of your rights, and a change is about all of it. ${whom}`;
  for (const { id } of accounts) {
    const refusal = refusalFor({ accountId: id, isOpenEnded: true });
    if (refusal) return refusal;
  }
  return undefined;
}
