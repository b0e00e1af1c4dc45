"use client";

import { useState } from "react";
import { Button } from "../../_components/ui/button";
import { askDoor } from "../ask-door";

/** Signs in with what stands after the `#` of this page's address: that part never reaches a server by itself. */
export function OnceDoor() {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const enter = async () => {
    setBusy(true);
    setRefusal(undefined);
    const answer = await askDoor("sign-in/once", { token: window.location.hash.slice(1) });
    if ("body" in answer) return window.location.replace("/");
    setRefusal(answer.refusal);
    setBusy(false);
  };
  return (
    <div className="grid gap-2">
      <Button variant="filled" isBusy={isBusy} onClick={enter}>
        Sign in
      </Button>
      {refusal ? (
        <p role="alert" className="text-xs text-danger">
          {refusal}
        </p>
      ) : null}
    </div>
  );
}
