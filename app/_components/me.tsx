"use client";

import { createContext, type ReactNode, use, useCallback } from "react";
import type { OutputOf } from "@/lib/contract";
import type { Capability } from "@/lib/core/access/capabilities";
import { refusalOf, type Target, whomToAsk } from "./refusal";
import { type Sight, sightOf } from "./sight";

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

/**
 * Why this person may not do this, or not do it to this, and whom to ask, for a button's `disabledReason`; undefined when
 * they may. The server checks again.
 */
export function useRefusal(capability: Capability, target?: Target | "everything"): string | undefined {
  return refusalOf(useMe(), capability, target);
}

/** The same for a list: a function that says it of each target. */
export function useRefusalFor(capability: Capability): (target: Target) => string | undefined {
  const me = useMe();
  return useCallback((target) => refusalOf(me, capability, target), [me, capability]);
}

/** How much of the installation this person sees. */
export function useSight(): Sight {
  return sightOf(useMe());
}

/** Who can give this person more rights, in a sentence. */
export function useWhomToAsk(): string {
  return whomToAsk(useMe());
}
