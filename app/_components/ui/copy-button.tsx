"use client";

import { useEffect, useState } from "react";
import { Button } from "./button";
import { Icon } from "./icons";

type Props = { text: string | (() => string); label?: string; isIconOnly?: boolean };

/** Copies text; the label says "Copied" for two seconds, or what to do when the browser refuses. */
export function CopyButton({ text, label = "Copy", isIconOnly = false }: Props) {
  const [outcome, setOutcome] = useState<"copied" | "refused">();
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(undefined), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === "string" ? text : text());
      setOutcome("copied");
    } catch {
      // Browsers refuse without a secure origin or a user's permission; say so instead of pretending.
      setOutcome("refused");
    }
  };
  const words = outcome === "copied" ? "Copied" : outcome === "refused" ? "Not allowed by the browser" : label;
  return (
    <Button
      variant="ghost"
      size="sm"
      isIconOnly={isIconOnly}
      onClick={copy}
      aria-label={isIconOnly ? words : undefined}
    >
      <Icon name={outcome === "copied" ? "check" : "copy"} />
      {isIconOnly ? null : <span aria-live="polite">{words}</span>}
    </Button>
  );
}
