"use client";

import { Button } from "@/app/_components/ui/button";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { Panel } from "@/app/_components/ui/panel";
import { ScrollRegion } from "@/app/_components/ui/scroll-region";
import type { OutputOf } from "@/lib/contract";

type Props = { made: OutputOf<"createToken">; baseUrl: string; onDone: () => void };

/** The text of a new token. It is in this page's memory and nowhere else. */
export function ShownOnce({ made, baseUrl, onDone }: Props) {
  const curl = `curl -sS -H "Authorization: Bearer ${made.token}" \\\n  '${baseUrl}/api/v1/failure-classes'`;
  return (
    <Panel
      title={`Token ${made.name}`}
      hint="shown now and never again"
      actions={
        <Button size="sm" onClick={onDone}>
          I have kept it
        </Button>
      }
    >
      <div role="status" className="grid gap-3">
        <Machine label="The token" text={made.token} />
        <Machine label="To try it" text={curl} />
      </div>
    </Panel>
  );
}

function Machine({ label, text }: { label: string; text: string }) {
  return (
    <div className="grid gap-1">
      <div className="flex items-center justify-between text-xs text-ink-3">
        {label} <CopyButton text={text} />
      </div>
      <ScrollRegion label={label} className="rounded-sm border bg-sunken px-3 py-2">
        <pre className="machine leading-[18px]">{text}</pre>
      </ScrollRegion>
    </div>
  );
}
