"use client";

import { useAnswer } from "@/app/_components/api";
import { OutsideLink } from "@/app/_components/ui/outside-link";
import { Panel } from "@/app/_components/ui/panel";

/** Where else to look for one message; nothing where no template was given. */
export function OutsideLinks({ messageId }: { messageId: string }) {
  const { data } = useAnswer("getOutsideLinks", { id: messageId });
  if (!data || data.items.length + data.leftOut.length === 0) return null;
  return (
    <Panel title="Look elsewhere">
      <ul className="grid gap-1.5">
        {data.items.map(({ label, url }) => (
          <li key={`${label} ${url}`}>
            <OutsideLink url={url}>{label}</OutsideLink>
          </li>
        ))}
        {data.leftOut.map(({ label, why }) => (
          <li key={label} className="text-xs wrap-anywhere text-ink-2">
            {label}: {why}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
