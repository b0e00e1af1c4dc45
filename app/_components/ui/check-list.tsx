import type { ReactNode } from "react";
import { StateLabel } from "./state-label";

export type Check = {
  key: string;
  result: "pass" | "warn" | "block" | "unproven";
  text: ReactNode;
  action?: ReactNode;
};

const order: Record<Check["result"], number> = { block: 0, warn: 1, unproven: 2, pass: 3 };

/** The preflight checks of a plan, the ones that stop it first. */
export function CheckList({ checks }: { checks: Check[] }) {
  const sorted = [...checks].sort((a, b) => order[a.result] - order[b.result]);
  return (
    <ul>
      {sorted.map((check) => (
        <li key={check.key} className="grid grid-cols-[96px_minmax(0,1fr)_auto] gap-2 py-1">
          <StateLabel status={check.result} className="self-start" />
          <span>{check.text}</span>
          <span className="text-xs whitespace-nowrap text-ink-3">{check.action}</span>
        </li>
      ))}
    </ul>
  );
}

/** "3 pass · 2 warn · 1 unproven · 1 block": results that did not occur are left out. */
export function checkSummary(checks: Check[]): string {
  return (["pass", "warn", "unproven", "block"] as const)
    .map((result) => ({ result, count: checks.filter((check) => check.result === result).length }))
    .filter(({ count }) => count > 0)
    .map(({ result, count }) => `${count} ${result}`)
    .join(" · ");
}

export type KeyFigure = { label: string; value: ReactNode };

/** Small facts side by side: who, where, role; rate, time, price, undo. */
export function KeyFigures({ figures }: { figures: KeyFigure[] }) {
  return (
    <dl className="grid grid-cols-2 gap-x-3 gap-y-2 sm:flex sm:gap-x-6">
      {figures.map((figure) => (
        <div key={figure.label} className="min-w-0 sm:grow">
          <dt className="text-xs text-ink-3">{figure.label}</dt>
          <dd className="weight-emphasis wrap-anywhere">{figure.value}</dd>
        </div>
      ))}
    </dl>
  );
}
