"use client";

import { type ReactNode, useId } from "react";
import { Button } from "@/app/_components/ui/button";

type Props<T> = {
  items: readonly T[];
  /** What an item is called, for its buttons. */
  nameOf: (item: T) => string;
  children: (item: T) => ReactNode;
  onChange: (items: T[]) => void;
  /** The place that is being edited: its form takes the place of the row, and nothing else moves meanwhile. */
  editing: number | undefined;
  form: (index: number) => ReactNode;
  onEdit: (index: number) => void;
};

/** Items in an order that counts. Moving keeps the focus on what is moved, so that a key can be pressed again. */
export function OrderedList<T>(props: Props<T>) {
  const { items, children, editing, form } = props;
  const id = useId();
  return (
    <ol>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place in the order is what a row is
        <li key={index} className="border-t py-2 first:border-t-0">
          {editing === index ? (
            form(index)
          ) : (
            <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
              <div className="min-w-0 flex-1 basis-72">{children(item)}</div>
              {editing === undefined ? <RowActions list={props} item={item} index={index} id={id} /> : null}
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}

type ActionProps<T> = { list: Props<T>; item: T; index: number; id: string };

function RowActions<T>({ list: { items, nameOf, onChange, onEdit }, item, index, id }: ActionProps<T>) {
  const name = nameOf(item);
  const move = (step: -1 | 1) => {
    const to = index + step;
    onChange(items.toSpliced(index, 1).toSpliced(to, 0, item));
    requestAnimationFrame(() => document.getElementById(`${id}${step < 0 ? "up" : "down"}${to}`)?.focus());
  };
  return (
    <div className="flex flex-wrap gap-1.5">
      <MoveButton
        id={`${id}up${index}`}
        label="Earlier"
        name={name}
        isOff={index === 0 ? "It is the first." : undefined}
        onClick={() => move(-1)}
      />
      <MoveButton
        id={`${id}down${index}`}
        label="Later"
        name={name}
        isOff={index === items.length - 1 ? "It is the last." : undefined}
        onClick={() => move(1)}
      />
      <Button size="sm" aria-label={`Edit ${name}`} onClick={() => onEdit(index)}>
        Edit
      </Button>
      <Button size="sm" aria-label={`Remove ${name}`} onClick={() => onChange(items.toSpliced(index, 1))}>
        Remove
      </Button>
    </div>
  );
}

type MoveProps = { id: string; label: string; name: string; isOff: string | undefined; onClick: () => void };

function MoveButton({ id, label, name, isOff, onClick }: MoveProps) {
  return (
    <>
      <Button
        id={id}
        size="sm"
        variant="ghost"
        aria-label={`${label}: ${name}`}
        disabledBy={isOff ? `${id}why` : undefined}
        onClick={onClick}
      >
        {label}
      </Button>
      {isOff ? (
        <span id={`${id}why`} className="sr-only">
          {isOff}
        </span>
      ) : null}
    </>
  );
}
