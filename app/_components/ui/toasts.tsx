"use client";

import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "./button";
import { Icon } from "./icons";

export type Toast = {
  text: ReactNode;
  /** With undo the toast stays 30 s and counts down. */
  undo?: { label?: string; onUndo: () => void; seconds?: number };
};

type Shown = Toast & { id: number };

const PLAIN_SECONDS = 6;
const UNDO_SECONDS = 30;

const ToastContext = createContext<(toast: Toast) => void>(() => {});

/** Gives the function that shows a toast. Never for an error that needs an action: that belongs in the page. */
export function useToast(): (toast: Toast) => void {
  return use(ToastContext);
}

/** Holds the toasts at the bottom right. Once, near the root. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Shown[]>([]);
  const nextId = useRef(1);
  const show = useCallback((toast: Toast) => {
    const id = nextId.current++;
    setToasts((shown) => [...shown.slice(-2), { ...toast, id }]);
  }, []);
  const dismiss = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), []);
  return (
    <ToastContext value={show}>
      {children}
      <div
        role="status"
        className="pointer-events-none fixed right-4 bottom-4 z-[60] grid w-[min(420px,calc(100vw-32px))] justify-items-end gap-2 max-sm:bottom-24"
      >
        {toasts.map((toast) => (
          <ToastLine key={toast.id} toast={toast} onGone={dismiss} />
        ))}
      </div>
    </ToastContext>
  );
}

function ToastLine({ toast, onGone }: { toast: Shown; onGone: (id: number) => void }) {
  const [isHeld, setHeld] = useState(false);
  const [leftSeconds, setLeft] = useState(toast.undo ? (toast.undo.seconds ?? UNDO_SECONDS) : PLAIN_SECONDS);
  const gone = useMemo(() => () => onGone(toast.id), [onGone, toast.id]);
  useEffect(() => {
    if (leftSeconds <= 0) return gone();
    if (isHeld && !toast.undo) return;
    const timer = setTimeout(() => setLeft((left) => left - 1), 1000);
    return () => clearTimeout(timer);
  }, [leftSeconds, isHeld, gone, toast.undo]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing or focusing only keeps the line from leaving
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex max-w-full animate-fade-in items-center gap-3 rounded-md border border-line-strong bg-raised py-1.5 pr-1.5 pl-3 shadow-menu"
    >
      <span className="min-w-0">{toast.text}</span>
      {toast.undo ? (
        <Button
          size="sm"
          onClick={() => {
            toast.undo?.onUndo();
            gone();
          }}
        >
          {toast.undo.label ?? "Undo"}
          <span aria-hidden="true" className="min-w-[3ch] text-right font-normal text-ink-3">
            {leftSeconds} s
          </span>
        </Button>
      ) : null}
      <Button size="sm" variant="ghost" isIconOnly aria-label="Close" onClick={gone}>
        <Icon name="close" />
      </Button>
    </div>
  );
}
