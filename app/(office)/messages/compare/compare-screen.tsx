"use client";

import { problemOf, useAnswer } from "@/app/_components/api";
import { formatShortId } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { ReadFailure } from "@/app/_components/problem-note";
import { inAccount } from "@/app/_components/targets";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import type { FailedMessage } from "@/lib/contract/failures";
import { compareAddress } from "./compare-address";
import { ComparisonPanels } from "./comparison-panels";
import { MessagePair } from "./message-pair";

export type Pair = { a: FailedMessage; b: FailedMessage };

/** Two failed messages side by side: what they have in common counts, what differs is shown. */
export function CompareScreen({ a, b }: Pair) {
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Now", href: "/" },
          { label: a.classTitle, href: `/failures/${a.classId}` },
          { label: formatShortId(a.messageId), href: `/messages/${a.id}` },
          { label: "Compare" },
        ]}
        title="Compare two messages"
        lead={
          <>
            {a.classId === b.classId ? "Both are of the same failure." : "They are of different failures."}
            <TextLink href={compareAddress(a.id)}>Choose another</TextLink>
          </>
        }
      />
      <div className="grid gap-4">
        <MessagePair a={a} b={b} />
        <Bodies a={a} b={b} />
      </div>
    </>
  );
}

/** Both bodies from our copies. Each reading is audited, so each is read once per visit. */
function Bodies({ a, b }: Pair) {
  const [ofA, ofB] = [useRefusal("bodies.read", inAccount(a)), useRefusal("bodies.read", inAccount(b))];
  const refusal = ofA ?? ofB;
  const isEnabled = !refusal && a.hasBody && b.hasBody;
  const left = useAnswer("getMessageBody", { id: a.id }, { isEnabled });
  const right = useAnswer("getMessageBody", { id: b.id }, { isEnabled });
  if (left.data && right.data) return <ComparisonPanels a={left.data} b={right.data} />;
  const failed = [left, right].find((answer) => answer.isError);
  return (
    <Panel title="Payload" isFlush>
      {refusal ? (
        <EmptyState title="The bodies are not shown to you." evidence={refusal} />
      ) : !isEnabled ? (
        <EmptyState
          title={`No body is kept of ${a.hasBody ? "B" : b.hasBody ? "A" : "either"}.`}
          evidence="The queue is captured as shape and hash only, or the copy passed its retention."
        />
      ) : failed ? (
        <ReadFailure
          what="The bodies could not be read."
          problem={problemOf(failed.error)}
          onRetry={() => void failed.refetch()}
        />
      ) : (
        <LoadingSkeleton rows={5} label="Reading both bodies" />
      )}
    </Panel>
  );
}
