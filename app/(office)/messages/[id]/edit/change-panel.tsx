"use client";

import { useDeferredValue, useMemo } from "react";
import { formatCount } from "@/app/_components/format";
import { Panel } from "@/app/_components/ui/panel";
import type { MessageBody } from "@/lib/contract/message-body";
import type { Attributes } from "@/lib/core/edit/edit-attributes";
import { compareMessages } from "@/lib/core/messages/compare";
import type { Difference } from "@/lib/core/messages/differences";
import { type Change, ChangeList } from "./change-list";

type Props = {
  before: Pick<MessageBody, "body" | "attributes">;
  after: { readonly body: string; readonly attributes: Attributes };
  isChanged: boolean;
};

/** What the copy changes, while it is written. */
export function ChangePanel({ before, after: newest, isChanged }: Props) {
  const after = useDeferredValue(newest);
  const { changes, count } = useMemo(() => changesOf(before, after), [before, after]);
  const isOnlySpelling = isChanged && count === 0;
  return (
    <Panel title="What changes" hint={`${formatCount(count)} ${count === 1 ? "place" : "places"}`} isFlush>
      {count === 0 ? (
        <p className="px-4 py-3 text-ink-2">{isOnlySpelling ? "No value, only how it is written." : "Nothing yet."}</p>
      ) : (
        <ChangeList label="What changes" changes={changes} />
      )}
    </Panel>
  );
}

function changesOf(before: Props["before"], after: Props["after"]): { changes: Change[]; count: number } {
  const { payload, attributes } = compareMessages(
    { text: before.body, attributes: before.attributes, system: {} },
    { text: after.body, attributes: after.attributes, system: {} },
  );
  const inBody = (path: string) =>
    payload.by === "line" ? path : `body${path === "" || path.startsWith("[") ? "" : "."}${path}`;
  return {
    changes: [
      ...payload.differences.map((one) => changeOf(one, inBody(one.path))),
      ...attributes.differences.map((one) => changeOf(one, `attr.${one.path}`)),
    ],
    count: payload.differenceCount + attributes.differenceCount,
  };
}

function changeOf(one: Difference, path: string): Change {
  return { path, before: one.kind === "only-b" ? null : one.a, after: one.kind === "only-a" ? null : one.b };
}
