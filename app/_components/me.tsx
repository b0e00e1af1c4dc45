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

/** What an action is done to: its account, and what it speaks of. */
export type Target = { accountId: string; arns?: readonly (string | null)[] };

/**
 * Why this person may not do this, or not do it to this, and whom to ask, for a button's `disabledReason`; undefined when
 * they may. The server checks again.
 */
export function useRefusal(capability: Capability, target?: Target): string | undefined {
  const me = useMe();
  const whom = me.admins.length > 0 ? `Ask ${listed(me.admins.filter((name) => name !== me.name))}.` : "";
  if (!me.capabilities.includes(capability)) return `You may not ${CAPABILITIES[capability]}. ${whom}`.trim();
  return target && !reaches(me, capability, target)
    ? `You may not ${CAPABILITIES[capability]} in this account. ${whom}`.trim()
    : undefined;
}

function reaches({ places }: Me, capability: Capability, { accountId, arns = [] }: Target): boolean {
  const place = places[capability];
  if (!place) return false;
  const isListedWhole = place.arns.length === place.arnCount;
  return (
    place.isEverywhere ||
    place.accountIds.includes(accountId) ||
    !isListedWhole ||
    arns.some((arn) => arn !== null && place.arns.includes(arn))
  );
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "an admin" : names.join(" or ");
}
