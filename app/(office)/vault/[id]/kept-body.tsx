"use client";

import { useState } from "react";
import { problemOf, useAnswer } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import type { Attribute } from "@/app/_components/message/attribute-table";
import { BodyView } from "@/app/_components/message/body-view";
import { LayerTabs } from "@/app/_components/message/layer-tabs";
import { ReadFailure } from "@/app/_components/problem-note";
import { Panel } from "@/app/_components/ui/panel";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import type { MessageBody } from "@/lib/contract/failures";
import type { VaultItem } from "@/lib/contract/vault";

/** The whole message from our copy. Reading it is audited, so it is read once per visit. */
export function KeptBody({ item }: { item: VaultItem }) {
  const refusal = useRefusal("bodies.read");
  const body = useAnswer("getVaultBody", { id: item.id }, { isEnabled: !refusal });
  return (
    <Panel title="Message" hint="our copy, no receive" actions={refusal ? null : "reading it is audited"} isFlush>
      {refusal ? (
        <EmptyState title="The body is not shown to you." evidence={refusal} />
      ) : body.data ? (
        <Layers body={body.data} />
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

const WHOLE = "whole";

function Layers({ body }: { body: MessageBody }) {
  const layers = body.layers.map(({ label }, index) => ({ key: String(index), label }));
  const [shown, setShown] = useState(layers.at(-1)?.key ?? WHOLE);
  const text = body.layers[Number(shown)]?.text ?? body.body;
  return (
    <>
      {layers.length > 1 ? <LayerTabs layers={layers} value={shown} onChange={setShown} /> : null}
      <BodyView
        text={text}
        textBytes={new TextEncoder().encode(text).length}
        attributes={Object.entries(body.attributes).map(([name, attribute]) => ({ name, ...attribute }))}
        systemAttributes={Object.entries(body.system).map(systemAttribute)}
      />
    </>
  );
}

function systemAttribute([name, stringValue]: [string, string]): Attribute {
  return { name, dataType: "String", stringValue };
}
