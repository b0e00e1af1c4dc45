"use client";

import { useCommand } from "@/app/_components/api";
import { Button } from "@/app/_components/ui/button";
import { useToast } from "@/app/_components/ui/toasts";

/** Asks the worker to look at the account now. */
export function CheckNow({ accountId, size = "sm" }: { accountId: string; size?: "sm" | "md" }) {
  const toast = useToast();
  const check = useCommand("checkAccount", {
    onDone: () => toast({ text: "Asked for. The worker looks within seconds." }),
  });
  return (
    <span className="inline-flex flex-col items-end gap-1">
      <Button size={size} isBusy={check.isBusy} onClick={() => check.run({ id: accountId })}>
        Check now
      </Button>
      {check.problem ? (
        <span role="alert" className="text-xs text-danger">
          {check.problem.detail}
        </span>
      ) : null}
    </span>
  );
}
