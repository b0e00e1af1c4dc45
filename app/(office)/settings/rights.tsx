"use client";

import { useAnswer } from "@/app/_components/api";
import { useMe } from "@/app/_components/me";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import { Moment } from "@/app/_components/ui/time";
import type { OutputOf } from "@/lib/contract";

type Permissions = OutputOf<"getMyPermissions">;
type Permission = Permissions["items"][number];

/** What this person may do, where, through which role, and until when; and what not, and whom to ask. */
export function Rights({ permissions: first }: { permissions: Permissions }) {
  const me = useMe();
  const { items, admins } = useAnswer("getMyPermissions", {}, { initialData: first }).data ?? first;
  const held = items.filter(({ isHeld }) => isHeld);
  return (
    <div className="grid gap-4">
      <Panel
        title={me.roles.length > 0 ? `${me.name}: ${me.roles.join(", ")}` : `${me.name} has no role yet`}
        hint={`${held.length} of ${items.length} rights`}
        isFlush
      >
        <ul>
          {[...held, ...items.filter(({ isHeld }) => !isHeld)].map((one) => (
            <PermissionRow key={one.capability} permission={one} />
          ))}
        </ul>
      </Panel>
      <Panel title="Whom to ask">
        <p>
          {admins.length > 0
            ? `${admins.join(", ")} can give rights, also for a few hours only.`
            : "Nobody here can give rights: whoever runs this installation can make an admin with dlo admin break-glass."}
        </p>
      </Panel>
    </div>
  );
}

function PermissionRow({ permission }: { permission: Permission }) {
  const { capability, meaning, isHeld, through } = permission;
  return (
    <li className="grid gap-x-4 border-b px-4 py-1.5 last:border-b-0 sm:grid-cols-[110px_minmax(0,1fr)_minmax(0,1fr)]">
      {isHeld ? <StateLabel status="pass">May</StateLabel> : <StateLabel status="dismissed">May not</StateLabel>}
      <span title={capability}>{meaning}</span>
      <span className="text-ink-2">
        {through.map(({ roleName, where, by, reason, expiresAt }) => (
          <span key={`${roleName} ${where} ${by} ${expiresAt}`} className="block" title={reason ?? undefined}>
            {roleName}, {where}
            {by === "directly" ? "" : `, by ${by}`}
            {expiresAt ? (
              <>
                , until <Moment at={expiresAt} isPlain />
              </>
            ) : null}
          </span>
        ))}
      </span>
    </li>
  );
}
