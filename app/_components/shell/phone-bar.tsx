"use client";

import { Dialog } from "radix-ui";
import { useState } from "react";
import { Button } from "../ui/button";
import { Icon } from "../ui/icons";
import { LiveDot } from "./live-dot";
import { NoticeBell } from "./notice-bell";
import { ScopeMenu } from "./scope-menu";
import { Brand, NavigationList, RailFoot } from "./sidebar";
import { StopWrites } from "./stop-writes";
import type { TopBarProps } from "./top-bar";
import { UserMenu } from "./user-menu";

/** The bar on phones: the menu with everything else behind it, the mark, how fresh, search. */
export function PhoneBar(props: TopBarProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <header className="sticky top-0 z-30 flex h-12 flex-none items-center gap-1 border-b bg-canvas pr-3 pl-1 md:hidden">
      <Dialog.Root open={isOpen} onOpenChange={setOpen}>
        <Dialog.Trigger asChild>
          <Button variant="ghost" isIconOnly aria-label="Menu" className="text-ink">
            <Icon name="menu" className="size-[18px]" />
          </Button>
        </Dialog.Trigger>
        <Dialog.Portal>
          <Dialog.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />
          <Dialog.Content
            aria-describedby={undefined}
            className="fixed inset-y-0 left-0 z-40 flex w-[min(300px,86vw)] animate-fade-in flex-col overflow-y-auto bg-raised px-2.5 pt-3.5 pb-4 shadow-menu outline-none"
          >
            <Dialog.Title className="sr-only">Menu</Dialog.Title>
            <Brand />
            <NavigationList counts={props.facts.counts} onGo={() => setOpen(false)} />
            <div className="mt-3 grid gap-2 border-t px-2 pt-3 [&_span.max-lg\:sr-only]:not-sr-only">
              <ScopeMenu scopes={props.scopes} choice={props.scope} onChange={props.onScope} />
              <StopWrites stopped={props.facts.writesStopped} {...props.stopWrites} hasRoom />
            </div>
            <RailFoot facts={props.facts} />
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
      <span className="weight-emphasis truncate">Dead Letter Office</span>
      <span className="flex-1" />
      <LiveDot live={props.facts.live} />
      <Button variant="ghost" isIconOnly aria-label="Search" onClick={props.onSearch}>
        <Icon name="search" className="size-4" />
      </Button>
      <NoticeBell />
      <UserMenu viewer={props.facts.viewer} onSignOut={props.onSignOut} onShowKeys={props.onShowKeys} />
    </header>
  );
}
