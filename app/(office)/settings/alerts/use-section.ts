"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { readAgain, useCommand } from "@/app/_components/api";
import { useToast } from "@/app/_components/ui/toasts";
import type { OutputOf } from "@/lib/contract";
import type { AlertSettings } from "@/lib/contract/alert-settings";
import type { Problem } from "@/lib/contract/problem";

export type AlertSettingsView = OutputOf<"getAlertSettings">;

export interface Section<T> {
  readonly value: T;
  readonly isChanged: boolean;
  readonly isSaving: boolean;
  readonly problem: Problem | undefined;
  /** Somebody else saved this very section while it was edited here. */
  readonly isConflict: boolean;
  readonly change: (value: T) => void;
  readonly reset: () => void;
  readonly save: () => void;
  /** Saves over what somebody else saved meanwhile. */
  readonly saveOver: () => void;
}

/**
 * One section of the settings as it is edited here. Other sections may be saved meanwhile; a change of this one by
 * somebody else is never overwritten unseen.
 */
export function useSection<K extends keyof AlertSettings>(view: AlertSettingsView, key: K): Section<AlertSettings[K]> {
  const [draft, setDraft] = useState<{ value: AlertSettings[K]; base: string; version: string }>();
  const toast = useToast();
  const put = useCommand("putAlertSettings", {
    onDone: () => {
      setDraft(undefined);
      toast({ text: "Saved. It holds from now on." });
    },
  });
  const client = useQueryClient();
  const isRefused = put.problem?.status === 409;
  useEffect(() => {
    if (isRefused) readAgain(client, new Set(["getAlertSettings"] as const));
  }, [isRefused, client]);
  const saved = JSON.stringify(view.settings[key]);
  const isMoved = draft !== undefined && draft.base !== saved;
  const send = (value: AlertSettings[K], version: string) => put.run({ [key]: value, ifVersion: version });
  return {
    value: draft ? draft.value : view.settings[key],
    isChanged: draft !== undefined && JSON.stringify(draft.value) !== saved,
    isSaving: put.isBusy,
    problem: put.problem,
    isConflict: isMoved,
    change: (value) => setDraft({ value, base: draft?.base ?? saved, version: draft?.version ?? view.version }),
    reset: () => {
      put.reset();
      setDraft(undefined);
    },
    save: () => draft && send(draft.value, isMoved ? draft.version : view.version),
    saveOver: () => draft && send(draft.value, view.version),
  };
}
