"use client";

import { DropdownMenu } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { cn } from "../cn";
import { Icon } from "./icons";
import { Kbd } from "./kbd";

type MenuProps = {
  trigger: ReactElement;
  label: string;
  children: ReactNode;
  align?: "start" | "end";
  /** With both the caller opens and closes it, by a key for example. */
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
};

/** A button that opens a list of actions or choices. */
export function Menu({ trigger, label, children, align = "end", isOpen, onOpenChange }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false} open={isOpen} onOpenChange={onOpenChange}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Content
        aria-label={label}
        align={align}
        sideOffset={4}
        collisionPadding={8}
        className="z-50 max-h-[70vh] min-w-48 animate-fade-in overflow-y-auto rounded-md border bg-raised p-1 shadow-menu"
      >
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}

const itemClass =
  "flex h-[30px] cursor-pointer items-center gap-2 rounded-sm px-2 text-sm outline-none data-[highlighted]:bg-selected data-[disabled]:cursor-not-allowed data-[disabled]:text-ink-3 max-sm:h-11";

type ItemProps = {
  children: ReactNode;
  onSelect?: () => void;
  shortcut?: string;
  isDanger?: boolean;
  /** Why it cannot be chosen now; shown under the item's words. */
  disabledReason?: string;
};

/** One action. */
export function MenuItem({ children, onSelect, shortcut, isDanger = false, disabledReason }: ItemProps) {
  return (
    <DropdownMenu.Item
      onSelect={disabledReason ? (event) => event.preventDefault() : onSelect}
      aria-disabled={disabledReason ? true : undefined}
      className={cn(
        itemClass,
        isDanger && "text-danger",
        disabledReason && "h-auto cursor-not-allowed py-1.5 text-ink-3",
      )}
    >
      <span className="min-w-0 flex-1">
        {children}
        {disabledReason ? <span className="block max-w-[32ch] text-xs text-ink-2">{disabledReason}</span> : null}
      </span>
      {shortcut ? <Kbd>{shortcut}</Kbd> : null}
    </DropdownMenu.Item>
  );
}

type ChoiceProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  choices: { value: string; label: string }[];
};

/** One of several values, with a tick at the present one. */
export function MenuChoice({ label, value, onChange, choices }: ChoiceProps) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={onChange}>
      <DropdownMenu.Label className="px-2 pt-1.5 pb-1 text-xs text-ink-3">{label}</DropdownMenu.Label>
      {choices.map((choice) => (
        <DropdownMenu.RadioItem key={choice.value} value={choice.value} className={itemClass}>
          <span className="w-3.5 flex-none">
            <DropdownMenu.ItemIndicator>
              <Icon name="check" className="text-accent" />
            </DropdownMenu.ItemIndicator>
          </span>
          {choice.label}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

/** A hairline between groups of items. */
export function MenuDivider() {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}

/** Words in a menu that cannot be chosen. */
export function MenuNote({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2 py-1.5 text-xs text-ink-2">{children}</DropdownMenu.Label>;
}
