"use client";

import { useState } from "react";
import { useAnswer } from "@/app/_components/api";
import { Panel } from "@/app/_components/ui/panel";
import type { OutputOf } from "@/lib/contract";
import { NewToken } from "./new-token";
import { ShownOnce } from "./shown-once";
import { TokenTable } from "./token-table";

type Props = { tokens: OutputOf<"listTokens">; baseUrl: string };

/** API tokens: the list, a form for a new one, and its text, once. */
export function Tokens({ tokens: first, baseUrl }: Props) {
  const tokens = (useAnswer("listTokens", {}, { initialData: first }).data ?? first).items;
  const [made, setMade] = useState<OutputOf<"createToken">>();
  return (
    <div className="grid gap-4">
      {made ? <ShownOnce made={made} baseUrl={baseUrl} onDone={() => setMade(undefined)} /> : null}
      <Panel title="API tokens" hint="for scripts and CI; only a hash is kept" isFlush>
        <TokenTable tokens={tokens} />
      </Panel>
      <NewToken onMade={setMade} />
    </div>
  );
}
