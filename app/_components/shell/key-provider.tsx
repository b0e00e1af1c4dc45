"use client";

import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type KeyBinding, readKey, stepKeys } from "./keys";

type Registry = { add: (bindings: KeyBinding[]) => () => void; all: () => KeyBinding[] };

const KeyContext = createContext<Registry | undefined>(undefined);

const CHORD_MILLISECONDS = 1200;

/** Listens for the keys that the components below have announced. Once, near the root. */
export function KeyProvider({ children }: { children: ReactNode }) {
  const groups = useRef<Set<KeyBinding[]>>(new Set());
  const all = useCallback(() => [...groups.current].flat(), []);
  const add = useCallback((bindings: KeyBinding[]) => {
    groups.current.add(bindings);
    return () => {
      groups.current.delete(bindings);
    };
  }, []);
  useKeyListener(all);
  const registry = useMemo(() => ({ add, all }), [add, all]);
  return <KeyContext value={registry}>{children}</KeyContext>;
}

function useKeyListener(all: () => KeyBinding[]) {
  const pending = useRef<{ keys: string; at: number } | undefined>(undefined);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const key = readKey(event);
      if (!key || event.defaultPrevented) return;
      if (isBusyElsewhere(event.target, key)) return;
      const isFresh = pending.current && event.timeStamp - pending.current.at < CHORD_MILLISECONDS;
      const step = stepKeys(isFresh ? pending.current?.keys : undefined, key, all());
      pending.current = step.pending ? { keys: step.pending, at: event.timeStamp } : undefined;
      if (!step.binding) return;
      event.preventDefault();
      step.binding.run();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [all]);
}

/** Typing, open dialogs and menus keep their keys; ⌘K works while typing. */
function isBusyElsewhere(target: EventTarget | null, key: string): boolean {
  if (
    document.querySelector('[role="dialog"][data-state="open"],[role="alertdialog"][data-state="open"],[role="menu"]')
  ) {
    return true;
  }
  if (key.startsWith("mod+")) return false;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches("input:not([type=checkbox]),textarea,select")) return true;
  return key === "Enter" && target.closest("a,button,summary,[role=tab]") !== null;
}

/** Announces keys while the component is mounted; they also appear in the help dialog. Memoise `bindings`. */
export function useKeys(bindings: KeyBinding[]): void {
  const registry = use(KeyContext);
  useEffect(() => registry?.add(bindings), [registry, bindings]);
}

/** The keys that work now, as of the moment `isWanted` turned true. */
export function useKnownKeys(isWanted: boolean): KeyBinding[] {
  const registry = use(KeyContext);
  const [known, setKnown] = useState<KeyBinding[]>([]);
  useEffect(() => {
    if (isWanted && registry) setKnown(registry.all());
  }, [isWanted, registry]);
  return known;
}
