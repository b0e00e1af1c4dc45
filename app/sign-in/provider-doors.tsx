"use client";

import { useState } from "react";
import type { OutputOf } from "@/lib/contract";
import { Button } from "../_components/ui/button";
import { askDoor } from "./ask-door";

type Props = {
  providers: OutputOf<"listSignInWays">["providers"];
  next: string;
  /** Whether they are the first thing to do here. */
  isFirst: boolean;
};

/** One button for each provider. Leads to the provider, which leads back to `next`. */
export function ProviderDoors({ providers, next, isFirst }: Props) {
  const [busyKey, setBusyKey] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const leave = async (key: string) => {
    setBusyKey(key);
    setRefusal(undefined);
    const answer = await askDoor("oidc/start", { provider: key, next });
    if ("body" in answer) return window.location.assign((answer.body as { url: string }).url);
    setRefusal(answer.refusal);
    setBusyKey(undefined);
  };
  return (
    <div className="grid gap-2">
      {providers.map(({ key, name }, index) => (
        <Button
          key={key}
          variant={isFirst && index === 0 ? "filled" : undefined}
          isBusy={busyKey !== undefined}
          onClick={() => leave(key)}
        >
          Sign in with {name}
        </Button>
      ))}
      {refusal ? (
        <p role="alert" className="text-xs text-danger">
          {refusal}
        </p>
      ) : null}
    </div>
  );
}
