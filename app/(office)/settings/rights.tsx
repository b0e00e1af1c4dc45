"use client";

import { useMe } from "@/app/_components/me";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import { CAPABILITIES, type Capability } from "@/lib/core/access/capabilities";

/** What this person may do, and what not. */
export function Rights() {
  const me = useMe();
  const all = Object.entries(CAPABILITIES) as [Capability, string][];
  const allowed = all.filter(([capability]) => me.capabilities.includes(capability)).length;
  return (
    <Panel
      title={`${me.name} is ${me.role === "admin" || me.role === "operator" ? "an" : "a"} ${me.role}`}
      hint={`${allowed} of ${all.length} rights, in all accounts`}
      isFlush
    >
      <ul>
        {all.map(([capability, words]) => (
          <li
            key={capability}
            className="grid gap-x-4 border-b px-4 py-1.5 last:border-b-0 sm:grid-cols-[110px_minmax(0,1fr)_160px]"
          >
            {me.capabilities.includes(capability) ? (
              <StateLabel status="pass">May</StateLabel>
            ) : (
              <StateLabel status="dismissed">May not</StateLabel>
            )}
            <span>{words}</span>
            <code className="machine text-ink-3 max-sm:hidden">{capability}</code>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
