"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { cn } from "../cn";
import { formatCount, formatMoney } from "../format";
import { Icon } from "../ui/icons";
import { Mark } from "../ui/mark";
import { TextLink } from "../ui/text-link";
import { type Place, placeOf, places } from "./navigation";
import { scopeIn, withScope } from "./scope-address";
import type { ShellFacts } from "./shell-facts";
import { ThemeSwitch } from "./theme-switch";

type Props = { facts: ShellFacts };

/** The rail of 200 px. */
export function Sidebar({ facts }: Props) {
  return (
    <aside
      aria-label="Rail"
      className="sticky top-0 flex h-dvh w-[200px] flex-none flex-col overflow-y-auto px-2.5 pt-3.5 pb-3 max-md:hidden"
    >
      <Brand />
      <NavigationList counts={facts.counts} />
      <RailFoot facts={facts} />
    </aside>
  );
}

/** The name of the house, a link to Now. */
export function Brand() {
  return (
    <Link
      href="/"
      className="mb-4 flex items-center gap-2 rounded-sm px-2 font-semibold tracking-[-0.01em] whitespace-nowrap"
    >
      <Mark />
      Dead Letter Office
    </Link>
  );
}

/** The places, with their counts where they are known. */
export function NavigationList({ counts, onGo }: { counts: ShellFacts["counts"]; onGo?: () => void }) {
  const here = placeOf(usePathname());
  return (
    <nav aria-label="Main">
      <ul>
        {places
          .filter((place) => !place.isSecondary)
          .map((place) => (
            <NavigationItem
              key={place.key}
              place={place}
              isHere={place.key === here}
              count={counts[place.key]}
              onGo={onGo}
            />
          ))}
      </ul>
      <ul className="mt-2 border-t pt-2">
        {places
          .filter((place) => place.isSecondary)
          .map((place) => (
            <NavigationItem
              key={place.key}
              place={place}
              isHere={place.key === here}
              count={counts[place.key]}
              onGo={onGo}
            />
          ))}
      </ul>
    </nav>
  );
}

type ItemProps = { place: Place; isHere: boolean; count?: number; onGo?: () => void };

function NavigationItem({ place, isHere, count, onGo }: ItemProps) {
  const scope = scopeIn(useSearchParams());
  return (
    <li>
      <Link
        href={withScope(place.href, scope)}
        onClick={onGo}
        aria-current={isHere ? "page" : undefined}
        className={cn(
          "flex h-[30px] items-center gap-[9px] rounded-sm px-2 text-ink-2 hover:bg-hover max-md:h-11",
          isHere && "weight-emphasis bg-selected text-ink hover:bg-selected",
        )}
      >
        <Icon name={place.icon} className={isHere ? "text-accent" : "text-ink-3"} />
        {place.label}
        {count === undefined ? null : (
          <span className="ml-auto text-xs font-normal text-ink-3">{formatCount(count)}</span>
        )}
      </Link>
    </li>
  );
}

/** What is seen, what it costs, and the theme. */
export function RailFoot({ facts }: Props) {
  const isAllSeen = facts.accounts.seen === facts.accounts.total;
  return (
    <div className="mt-auto border-t px-2 pt-2.5 text-xs leading-[18px] text-ink-2">
      <p className="flex justify-between gap-2 whitespace-nowrap">
        <span>Accounts seen</span>
        <span className={cn("weight-emphasis", !isAllSeen && "text-warn")}>
          {facts.accounts.seen} of {facts.accounts.total}
        </span>
      </p>
      <p className="flex justify-between gap-2 whitespace-nowrap">
        <span>{facts.monthCostDollars === null ? "Own cost" : "Cost a month"}</span>
        <TextLink href="/costs/own" className="text-inherit decoration-line-strong">
          {facts.monthCostDollars === null
            ? "not measured yet"
            : formatMoney(facts.monthCostDollars, { isEstimate: true })}
        </TextLink>
      </p>
      <div className="mt-2 flex items-center justify-between gap-2">
        <span className="text-ink-3">Theme</span>
        <ThemeSwitch />
      </div>
    </div>
  );
}
