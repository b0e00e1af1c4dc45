"use client";

import { problemOf, useAnswer } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { MessageLayers } from "@/app/_components/message/message-layers";
import { ReadFailure } from "@/app/_components/problem-note";
import { inAccount } from "@/app/_components/targets";
import { Panel } from "@/app/_components/ui/panel";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import type { VaultItem } from "@/lib/contract/vault";

/** The whole message from our copy. Reading it is audited, so it is read once per visit. */
export function KeptBody({ item }: { item: VaultItem }) {
  const refusal = useRefusal("bodies.read", inAccount(item));
  const body = useAnswer("getVaultBody", { id: item.id }, { isEnabled: !refusal });
  return (
    <Panel title="Message" hint="our copy, no receive" actions={refusal ? null : "reading it is audited"} isFlush>
      {refusal ? (
        <EmptyState title="The body is not shown to you." evidence={refusal} />
      ) : body.data ? (
        <MessageLayers body={body.data} />
      ) : body.isError ? (
        <ReadFailure
          what="The body could not be read."
          problem={problemOf(body.error)}
          onRetry={() => body.refetch()}
        />
      ) : (
        <LoadingSkeleton rows={5} label="Reading the body" />
      )}
    </Panel>
  );
}
