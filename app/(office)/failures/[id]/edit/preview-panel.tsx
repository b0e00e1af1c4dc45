"use client";

import { formatCount, formatPlural, formatShortId } from "@/app/_components/format";
import { VisibleText } from "@/app/_components/message/visible-text";
import { FactStrip } from "@/app/_components/ui/fact-strip";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { EditPreview, EditSample } from "@/lib/contract/edits";
import { ChangeList } from "../../../messages/[id]/edit/change-list";

/** How many messages change cleanly, the first of them before and after, and why others do not. */
export function PreviewPanel({ preview }: { preview: EditPreview }) {
  const { selectedCount, editedCount, unchangedCount, failedCount, failures, samples } = preview;
  return (
    <>
      <div role="status">
        <FactStrip
          label="What the edit comes to"
          size="section"
          facts={[
            {
              key: "clean",
              label: "Change cleanly",
              value: formatCount(editedCount),
              detail: `of ${formatCount(selectedCount)}`,
            },
            { key: "same", label: "Stay as they are", value: formatCount(unchangedCount), detail: "left out" },
            {
              key: "failed",
              label: "Cannot be edited",
              value: formatCount(failedCount),
              detail: failedCount > 0 ? "left out, with why below" : "none",
            },
          ]}
        />
      </div>
      {samples.map((sample) => (
        <Sample key={sample.messageRowId} sample={sample} />
      ))}
      {failures.length > 0 ? <Failures failures={failures} count={failedCount} /> : null}
    </>
  );
}

function Sample({ sample }: { sample: EditSample }) {
  const { messageRowId, messageId, after, differences, isMasked } = sample;
  return (
    <Panel
      title={
        <TextLink href={`/messages/${messageRowId}`} className="machine" title={messageId}>
          {formatShortId(messageId)}
        </TextLink>
      }
      hint={isMasked ? "before and after; values are masked for you, the copy holds them" : "before and after"}
      isFlush
    >
      {after === null ? (
        <EmptyState title="Not shown." evidence="Values in it are masked for you, and the steps need them." />
      ) : differences.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">
          {isMasked ? "It changes where values are masked for you." : "No value, only how it is written."}
        </p>
      ) : (
        <ChangeList label={`What changes in ${messageId}`} changes={differences} />
      )}
    </Panel>
  );
}

function Failures({ failures, count }: { failures: EditPreview["failures"]; count: number }) {
  return (
    <Panel title="Cannot be edited" hint={`${formatPlural(count, "message")}, left out`} isFlush>
      <dl>
        {failures.map(({ messageRowId, messageId, reason }) => (
          <div
            key={messageRowId}
            className="grid grid-cols-[minmax(120px,28%)_minmax(0,1fr)] gap-x-3 border-b px-4 py-[7px] last:border-b-0 max-sm:grid-cols-[minmax(0,1fr)]"
          >
            <dt>
              <TextLink href={`/messages/${messageRowId}`} className="machine" title={messageId}>
                {formatShortId(messageId)}
              </TextLink>
            </dt>
            <dd className="text-ink-2 wrap-anywhere">
              <VisibleText text={reason} />
            </dd>
          </div>
        ))}
      </dl>
      {failures.length < count ? (
        <p className="border-t px-4 py-2 text-xs text-ink-3">
          The first {formatCount(failures.length)} of {formatCount(count)}
        </p>
      ) : null}
    </Panel>
  );
}
