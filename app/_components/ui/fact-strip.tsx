import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "../cn";
import { type Tone, toneClass } from "./status";

export type Fact = {
  key: string;
  label: ReactNode;
  value: ReactNode;
  detail?: ReactNode;
  tone?: Tone;
  /** Opens the list behind the number. */
  href?: string;
  /** The share of the width on wide screens, 1 by default. */
  grow?: number;
};

type Props = { facts: Fact[]; label: string; size?: "page" | "section" };

/** The figures on top of a page. "page" is for overviews (20 px), "section" for one thing (16 px). */
export function FactStrip({ facts, label, size = "page" }: Props) {
  return (
    <section aria-label={label} className="overflow-hidden rounded-lg border bg-surface">
      <dl className="grid grid-cols-2 sm:grid-cols-3 lg:flex">
        {facts.map((fact) => (
          <FactCell key={fact.key} fact={fact} size={size} />
        ))}
      </dl>
    </section>
  );
}

const growClass: Record<string, string> = {
  "1": "lg:grow",
  "1.25": "lg:grow-[1.25]",
  "1.5": "lg:grow-[1.5]",
  "2": "lg:grow-[2]",
};

function FactCell({ fact, size }: { fact: Fact; size: "page" | "section" }) {
  return (
    <div
      className={cn(
        "cell-lines relative min-w-0 px-4 pt-[11px] pb-3 last:odd:max-sm:col-span-2 lg:basis-0",
        growClass[String(fact.grow ?? 1)] ?? "lg:grow",
        fact.href && "hover:bg-hover",
      )}
    >
      <dt className="truncate text-xs text-ink-3">
        {fact.href ? (
          <Link href={fact.href} className="after:absolute after:inset-0 focus-visible:outline-offset-4">
            {fact.label}
          </Link>
        ) : (
          fact.label
        )}
      </dt>
      <dd
        className={cn(
          "figure-tight mt-0.5 truncate font-semibold",
          size === "page" ? "text-xl leading-[26px]" : "text-lg",
          toneClass[fact.tone ?? "ink"],
        )}
      >
        {fact.value}
      </dd>
      {fact.detail ? <dd className="truncate text-xs text-ink-2">{fact.detail}</dd> : null}
    </div>
  );
}
