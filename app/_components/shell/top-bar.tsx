"use client";

import { Icon } from "../ui/icons";
import { Kbd } from "../ui/kbd";
import { LiveDot } from "./live-dot";
import { NoticeBell } from "./notice-bell";
import { ScopeMenu } from "./scope-menu";
import type { Scope, ScopeChoice, ShellFacts } from "./shell-facts";
import { StopWrites, type StopWritesProps } from "./stop-writes";
import { UserMenu } from "./user-menu";

export type TopBarProps = {
  facts: ShellFacts;
  scopes: Scope[];
  scope: ScopeChoice;
  onScope: (choice: ScopeChoice) => void;
  stopWrites: Omit<StopWritesProps, "stopped">;
  onSignOut: () => void;
  onSearch: () => void;
  onShowKeys: () => void;
};

/** The bar above every page on wide screens. */
export function TopBar(props: TopBarProps) {
  const { facts } = props;
  return (
    <header className="sticky top-0 z-30 flex h-12 flex-none items-center gap-2.5 border-b bg-canvas px-6 max-md:hidden">
      <ScopeMenu scopes={props.scopes} choice={props.scope} onChange={props.onScope} />
      <SearchTrigger onSearch={props.onSearch} />
      <span className="flex-1" />
      <LiveDot live={facts.live} />
      <StopWrites stopped={facts.writesStopped} {...props.stopWrites} />
      <NoticeBell tellsNew />
      <UserMenu viewer={facts.viewer} onSignOut={props.onSignOut} onShowKeys={props.onShowKeys} />
    </header>
  );
}

function SearchTrigger({ onSearch }: { onSearch: () => void }) {
  return (
    <button
      type="button"
      onClick={onSearch}
      aria-keyshortcuts="/ Meta+K Control+K"
      className="flex h-[30px] w-[300px] min-w-28 shrink items-center gap-2 rounded-md border border-line-strong bg-surface pr-2 pl-2.5 text-ink-3 hover:bg-hover"
    >
      <Icon name="search" />
      <span className="truncate">Search, or go to…</span>
      <span className="flex-1" />
      <Kbd>/</Kbd>
    </button>
  );
}
