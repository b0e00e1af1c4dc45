"use client";

import { createContext, type ReactNode, use } from "react";
import type { OutputOf } from "@/lib/contract";
import { CAPABILITIES, type Capability } from "@/lib/core/access/capabilities";

export type Me = OutputOf<"getMe">;

const MeContext = createContext<Me | undefined>(undefined);

/** Tells the pages inside who is signed in and what they may do. */
export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <MeContext value={me}>{children}</MeContext>;
}

export function useMe(): Me {
  const me = use(MeContext);
  if (!me) throw new Error("useMe needs a MeProvider around it");
  return me;
}

/** Why this person may not, for a button's `disabledReason`; undefined when they may. The server checks again. */
export function useRefusal(capability: Capability): string | undefined {
  const { capabilities } = useMe();
  return capabilities.includes(capability) ? undefined : `You may not ${CAPABILITIES[capability]}. Ask an admin.`;
}
