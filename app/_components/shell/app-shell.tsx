"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useMemo, useState } from "react";
import { CommandPalette } from "./command-palette";
import { KeyHelp } from "./key-help";
import { useKeys } from "./key-provider";
import { places } from "./navigation";
import type { PaletteItem } from "./palette-items";
import { PhoneBar } from "./phone-bar";
import { withScope } from "./scope-address";
import type { ScopeChoice } from "./shell-facts";
import { Sidebar } from "./sidebar";
import { SimulatedBanner } from "./simulated-banner";
import { TopBar, type TopBarProps } from "./top-bar";

type Props = Omit<TopBarProps, "onSearch" | "onShowKeys"> & {
  children: ReactNode;
  /** Finds things by name or id for the palette. */
  search?: (query: string) => Promise<PaletteItem[]>;
  /** Commands of the palette besides the places. */
  commands?: PaletteItem[];
};

const noCommands: PaletteItem[] = [];

/** The frame around every page: rail, bar, palette, keys. */
export function AppShell({ children, search, commands = noCommands, ...bar }: Props) {
  const router = useRouter();
  const [open, setOpen] = useState<Overlay>();
  const close = () => setOpen(undefined);
  useShellKeys(setOpen, bar.scope);
  const items = useMemo<PaletteItem[]>(
    () => [
      ...places.map((place) => ({
        key: place.key,
        label: place.label,
        group: "Go to",
        run: () => router.push(withScope(place.href, bar.scope)),
      })),
      ...commands,
    ],
    [router, commands, bar.scope],
  );
  const barProps: TopBarProps = { ...bar, onSearch: () => setOpen("palette"), onShowKeys: () => setOpen("keys") };
  return (
    <div className="flex min-h-dvh">
      <SkipLink />
      <Sidebar facts={bar.facts} />
      <div className="flex min-w-0 flex-1 flex-col md:border-l">
        {bar.facts.isSimulated ? <SimulatedBanner /> : null}
        <TopBar {...barProps} />
        <PhoneBar {...barProps} />
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 px-6 pt-5 pb-10 outline-none max-sm:px-4 max-sm:pt-4">
          {children}
        </main>
      </div>
      <CommandPalette isOpen={open === "palette"} onClose={close} items={items} search={search} />
      <KeyHelp isOpen={open === "keys"} onClose={close} />
    </div>
  );
}

type Overlay = "palette" | "keys";

function useShellKeys(open: (overlay: Overlay) => void, scope: ScopeChoice) {
  const router = useRouter();
  useKeys(
    useMemo(
      () => [
        { keys: "mod+k", label: "Search, or go to", group: "Everywhere", run: () => open("palette") },
        { keys: "/", label: "Search, or go to", group: "Everywhere", run: () => open("palette") },
        { keys: "?", label: "Keys", group: "Everywhere", run: () => open("keys") },
        ...places.map(({ keys, label, href }) => ({
          keys,
          label,
          group: "Go to",
          run: () => router.push(withScope(href, scope)),
        })),
      ],
      [router, open, scope],
    ),
  );
}

function SkipLink() {
  return (
    <a
      href="#main"
      className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
    >
      Skip to the content
    </a>
  );
}
