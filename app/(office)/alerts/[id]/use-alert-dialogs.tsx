"use client";

import { type ReactNode, useState } from "react";
import type { AlertDetail } from "@/lib/contract/alerts";
import { HandOverDialog } from "../../capsules/hand-over-dialog";
import { SilenceDialog } from "../silences/silence-dialog";
import { silencesOf } from "../silences/silence-draft";
import { NoiseDialog } from "./noise-dialog";

type What = "silence" | "noise" | "hand-over";
export type AskAlert = (what: What) => void;

/** The dialogs of one alert; one is open at a time. */
export function useAlertDialogs(alert: AlertDetail): { ask: AskAlert; dialog: ReactNode } {
  const [what, setWhat] = useState<What>();
  const close = () => setWhat(undefined);
  const dialogs: Record<What, () => ReactNode> = {
    silence: () => <SilenceDialog offers={silencesOf(alert)} onClose={close} />,
    noise: () => <NoiseDialog alert={alert} onClose={close} />,
    "hand-over": () => (
      <HandOverDialog subject={{ kind: "alert", id: alert.id }} name={`A-${alert.number}`} onClose={close} />
    ),
  };
  return { ask: setWhat, dialog: what ? dialogs[what]() : null };
}
