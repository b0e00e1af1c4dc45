"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { Button } from "@/app/_components/ui/button";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { StateLabel } from "@/app/_components/ui/state-label";

/** Whether people may sign in by password. */
export function PasswordSwitch({ isOn }: { isOn: boolean }) {
  const [isAsking, setAsking] = useState(false);
  const set = useCommand("setPasswordSignIn", { onDone: () => setAsking(false) });
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-2 border-b py-2.5">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-x-3">
          <span className="weight-emphasis">Password</span>
          {isOn ? <StateLabel status="pass">On</StateLabel> : <StateLabel status="off">Off</StateLabel>}
        </p>
        <p className="text-xs text-ink-2">
          {isOn
            ? "E-mail and password, for who has one. It can be switched off once an admin has come in through a provider."
            : "Nobody signs in by password. Who runs the machine still has dlo admin break-glass."}
        </p>
      </div>
      <Button size="sm" onClick={() => setAsking(true)}>
        {isOn ? "Switch off…" : "Switch on…"}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => {
          set.reset();
          setAsking(false);
        }}
        title={isOn ? "Switch passwords off?" : "Switch passwords on?"}
        confirmLabel={isOn ? "Switch off" : "Switch on"}
        tone="filled"
        isBusy={set.isBusy}
        error={set.problem?.detail}
        onConfirm={() => set.run({ isOn: !isOn })}
      >
        <p>
          {isOn
            ? "From the next sign-in on only providers let people in. Sessions that are open stay open."
            : "Everybody who has a password may sign in with it again."}
        </p>
      </ConfirmDialog>
    </div>
  );
}
