"use client";

import { useRefusal } from "@/app/_components/me";
import { inAccount } from "@/app/_components/targets";
import type { FailedMessage } from "@/lib/contract/failures";
import { goneReason } from "../../message-state";

type Edited = Pick<FailedMessage, "accountId" | "state" | "hasBody">;

/** Why this person may not edit the message; undefined when they may. The server checks again. */
export function useEditRefusal(message: Edited): string | undefined {
  const mayNotEdit = useRefusal("messages.edit", inAccount(message));
  const mayNotRead = useRefusal("bodies.read", inAccount(message));
  const kept = message.hasBody ? undefined : "No original of it is kept here, so nothing can be changed in it.";
  return mayNotEdit ?? mayNotRead ?? goneReason(message) ?? kept;
}
