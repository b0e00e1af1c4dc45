"use client";

import { useQuery } from "@tanstack/react-query";
import { Dialog } from "radix-ui";
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useState } from "react";
import { cn } from "../cn";
import { Icon } from "../ui/icons";
import { filterPalette, type PaletteItem } from "./palette-items";

type Props = {
  isOpen: boolean;
  onClose: () => void;
  /** Places and commands, always at hand. */
  items: PaletteItem[];
  /** Finds queues, classes, messages and runs by name or id. */
  search?: (query: string) => Promise<PaletteItem[]>;
};

const MIN_SEARCH_LENGTH = 2;

/** Goes anywhere and does anything by typing. Arrow keys choose, Enter acts, Escape leaves. */
export function CommandPalette({ isOpen, onClose, items, search }: Props) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 animate-fade-in bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-50 w-[min(600px,calc(100vw-32px))] -translate-x-1/2 animate-fade-in overflow-hidden rounded-lg border bg-raised shadow-menu outline-none max-sm:top-3"
        >
          <Dialog.Title className="sr-only">Search, or go to</Dialog.Title>
          <PaletteBody items={items} search={search} onClose={onClose} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteBody({ items, search, onClose }: Omit<Props, "isOpen">) {
  const listId = useId();
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const { shown, isSearching, hasFailed } = usePaletteItems(items, search, query);
  const activeIndex = Math.min(active, Math.max(0, shown.length - 1));
  useEffect(() => {
    document.getElementById(`${listId}-${activeIndex}`)?.scrollIntoView({ block: "nearest" });
  }, [listId, activeIndex]);
  const choose = (item: PaletteItem | undefined) => {
    if (!item) return;
    onClose();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setActive(Math.min(activeIndex + 1, shown.length - 1));
    else if (event.key === "ArrowUp") setActive(Math.max(activeIndex - 1, 0));
    else if (event.key === "Enter") choose(shown[activeIndex]);
    else return;
    event.preventDefault();
  };
  const onType = (typed: string) => {
    setQuery(typed);
    setActive(0);
  };
  const isEmpty = shown.length === 0;
  return (
    <>
      <PaletteInput
        listId={listId}
        activeId={isEmpty ? undefined : `${listId}-${activeIndex}`}
        query={query}
        onType={onType}
        onKeyDown={onKeyDown}
      />
      <PaletteList listId={listId} items={shown} activeIndex={activeIndex} onChoose={choose} onPoint={setActive} />
      <p role="status" className={cn("px-4 text-ink-2", isEmpty || hasFailed ? "border-t py-3" : "sr-only")}>
        {hasFailed ? "The search failed; places still work." : null}
        {isEmpty && !hasFailed ? (isSearching ? "Searching…" : "Nothing found.") : null}
      </p>
    </>
  );
}

/** Places and commands at once, found things as soon as they come. */
function usePaletteItems(items: PaletteItem[], search: Props["search"], query: string) {
  const asked = useDeferredValue(query.trim());
  const isLongEnough = asked.length >= MIN_SEARCH_LENGTH;
  const found = useQuery({
    queryKey: ["palette", asked],
    queryFn: async () => (search ? await search(asked) : []),
    enabled: Boolean(search) && isLongEnough,
    placeholderData: (before) => before,
  });
  const shown = [...filterPalette(items, query), ...(isLongEnough ? (found.data ?? []) : [])];
  return { shown, isSearching: found.isFetching, hasFailed: found.isError };
}

type InputProps = {
  listId: string;
  activeId?: string;
  query: string;
  onType: (typed: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

function PaletteInput({ listId, activeId, query, onType, onKeyDown }: InputProps) {
  return (
    <div className="flex h-12 items-center gap-2.5 border-b px-4">
      <Icon name="search" className="text-ink-3" />
      <input
        type="text"
        role="combobox"
        aria-label="Search, or go to"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={activeId}
        autoComplete="off"
        spellCheck={false}
        placeholder="A queue, a class, a message id, a place"
        value={query}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKeyDown}
        className="h-full min-w-0 flex-1 bg-transparent text-base outline-none max-sm:text-lg"
      />
    </div>
  );
}

type ListProps = {
  listId: string;
  items: PaletteItem[];
  activeIndex: number;
  onChoose: (item: PaletteItem) => void;
  onPoint: (index: number) => void;
};

function PaletteList({ listId, items, activeIndex, onChoose, onPoint }: ListProps) {
  return (
    <div id={listId} role="listbox" aria-label="Results" className="max-h-[52vh] overflow-y-auto p-1.5 empty:hidden">
      {items.map((item, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the input, which names the active option
        // biome-ignore lint/a11y/useKeyWithClickEvents: the input takes the keys
        <div
          key={item.key}
          id={`${listId}-${index}`}
          role="option"
          aria-selected={index === activeIndex}
          onClick={() => onChoose(item)}
          onPointerMove={() => onPoint(index)}
          className="flex min-h-8 cursor-pointer items-center gap-3 rounded-sm px-2.5 py-1 aria-selected:bg-selected max-sm:min-h-11"
        >
          <span className="min-w-0 flex-1 truncate">
            {item.label}
            {item.hint ? <span className="text-ink-3"> · {item.hint}</span> : null}
          </span>
          <span className="flex-none text-xs text-ink-3">{item.group}</span>
        </div>
      ))}
    </div>
  );
}
