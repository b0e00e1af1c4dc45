"use client";

import Link from "next/link";
import { cn } from "../cn";
import { CheckBoxInput } from "../ui/checkbox";
import { Icon } from "../ui/icons";
import type { TableProps } from "./data-table";

/** The same rows on a phone: two lines each, the whole row is the target, nothing hides behind hover. */
export function PhoneRows<Row>(props: TableProps<Row>) {
  const { caption, rows, keyOf, phoneRow, hrefOf, selection } = props;
  return (
    <ul aria-label={caption} className="sm:hidden">
      {rows.map((row, index) => {
        const key = keyOf(row);
        return (
          <li
            key={key}
            {...props.rowProps?.(index)}
            className={cn(
              "flex items-center gap-3 border-b px-4 last:border-b-0",
              props.isHatched?.(row) && "hatch bg-unknown-soft",
              selection?.selected.has(key) && "bg-selected",
            )}
          >
            {selection ? (
              <CheckBoxInput
                aria-label={selection.nameOf(key)}
                checked={selection.selected.has(key)}
                onChange={() => selection.onToggle(key)}
              />
            ) : null}
            {hrefOf ? (
              <Link href={hrefOf(row)} className="flex min-h-14 min-w-0 flex-1 items-center gap-2 py-2">
                <span className="min-w-0 flex-1">{phoneRow(row, index)}</span>
                <Icon name="chevronRight" className="text-ink-3" />
              </Link>
            ) : (
              <div className="min-h-14 min-w-0 flex-1 py-2">{phoneRow(row, index)}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
