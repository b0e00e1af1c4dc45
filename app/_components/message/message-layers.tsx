"use client";

import { type ReactNode, useMemo, useState } from "react";
import type { MessageBody } from "@/lib/contract/message-body";
import { BodyView } from "./body-view";
import { LayerTabs } from "./layer-tabs";
import { VisibleText } from "./visible-text";

type Props = { body: MessageBody; note?: ReactNode };

/** A whole message: its layers to choose from, the innermost first shown, and what was found in members beside them. */
export function MessageLayers({ body, note }: Props) {
  const [shown, setShown] = useState(innermostOf(body));
  const layer = body.layers[shown];
  const text = layer?.text ?? body.body;
  const textBytes = useMemo(() => new TextEncoder().encode(text).length, [text]);
  return (
    <>
      {body.layers.length > 1 ? (
        <LayerTabs
          layers={body.layers.map(({ label, path }, index) => ({ key: String(index), label, ...(path && { path }) }))}
          value={String(shown)}
          onChange={(key) => setShown(Number(key))}
          note={note}
        />
      ) : null}
      {layer?.note || layer?.isCut ? (
        <p className="border-b px-4 py-2 text-xs text-ink-2">
          <VisibleText text={[layer.note, layer.isCut ? CUT : undefined].filter(Boolean).join(" ")} />
        </p>
      ) : null}
      <BodyView
        text={text}
        textBytes={textBytes}
        form={layer && FORMS[layer.kind]}
        attributes={Object.entries(body.attributes).map(([name, attribute]) => ({ name, ...attribute }))}
        systemAttributes={Object.entries(body.system).map(([name, stringValue]) => ({
          name,
          dataType: "String",
          stringValue,
        }))}
      />
    </>
  );
}

const CUT = "This is its beginning; the rest is not shown.";
const FORMS: Readonly<Record<string, string>> = { binary: "hex dump", protobuf: "fields read from the bytes" };

/** The last of the layers that wrap each other. */
export function innermostOf({ layers }: Pick<MessageBody, "layers">): number {
  return layers.findLastIndex(({ path }) => path === undefined);
}
