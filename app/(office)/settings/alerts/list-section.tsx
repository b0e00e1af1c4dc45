"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { OrderedList } from "./ordered-list";
import { SaveSection } from "./save-section";
import type { Section } from "./use-section";

export interface ItemForm<T> {
  /** Absent for one more. */
  readonly item: T | undefined;
  readonly index: number;
  readonly onDone: (item: T) => void;
  readonly onCancel: () => void;
}

type Props<T> = {
  section: Section<T[]>;
  /** "routes": what is saved. */
  what: string;
  addLabel: string;
  nameOf: (item: T) => string;
  children: (item: T) => ReactNode;
  form: (parts: ItemForm<T>) => ReactNode;
  /** Said while there is none. */
  empty: ReactNode;
  /** More buttons beside adding. */
  actions?: ReactNode;
};

/** A section of the settings that is a list in order: adding, changing, moving and removing, then saving all at once. */
export function ListSection<T>(props: Props<T>) {
  const { section, what, addLabel, nameOf, children, form, empty, actions } = props;
  const [editing, setEditing] = useState<number>();
  const items = section.value;
  const formAt = (index: number) =>
    form({
      item: items[index],
      index,
      onDone: (item) => {
        section.change(index < items.length ? items.with(index, item) : [...items, item]);
        setEditing(undefined);
      },
      onCancel: () => setEditing(undefined),
    });
  return (
    <>
      {items.length === 0 && editing === undefined ? <p className="max-w-[72ch] pb-2 text-ink-2">{empty}</p> : null}
      <OrderedList
        items={items}
        nameOf={nameOf}
        onChange={section.change}
        editing={editing}
        form={formAt}
        onEdit={setEditing}
      >
        {children}
      </OrderedList>
      {editing === items.length ? formAt(items.length) : null}
      <SaveSection
        section={section}
        what={what}
        disabledReason={editing === undefined ? undefined : "Finish what is open above first."}
      >
        <Button onClick={() => setEditing(items.length)}>{addLabel}</Button>
        {actions}
      </SaveSection>
    </>
  );
}

/** "No routes." and what that means. */
export function None({ words, children }: { words: string; children: ReactNode }) {
  return (
    <>
      <span className="weight-emphasis text-ink">{words}</span> {children}
    </>
  );
}
