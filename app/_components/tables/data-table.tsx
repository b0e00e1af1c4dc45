"use client";

import type { ReactNode } from "react";
import { cn } from "../cn";
import { CheckBoxInput } from "../ui/checkbox";
import { PhoneRows } from "./phone-rows";

export type Column<Row> = {
  key: string;
  header: ReactNode;
  cell: (row: Row, index: number) => ReactNode;
  /** px; one column without a width takes what is left. */
  width?: number;
  isNumber?: boolean;
  /** Right-aligned without being a number: the next step. */
  isRight?: boolean;
  /** Hidden below this width of the window. */
  from?: "lg" | "xl";
};

export type Selection = {
  selected: ReadonlySet<string>;
  onToggle: (key: string) => void;
  onToggleAll: () => void;
  /** Names the box of a row: "Select message 3f9c…a71e". */
  nameOf: (key: string) => string;
};

export type TableProps<Row> = {
  /** Says what the rows are; read out, not shown. */
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  keyOf: (row: Row) => string;
  /** Two lines for a phone: first state and number, then where. The whole row is one target when `hrefOf` is given. */
  phoneRow: (row: Row, index: number) => ReactNode;
  hrefOf?: (row: Row) => string;
  density?: "plain" | "fleet";
  selection?: Selection;
  /** The row that j and k moved to. */
  activeIndex?: number;
  rowProps?: (index: number) => Record<string, unknown>;
  isHatched?: (row: Row) => boolean;
  /** Shown instead of rows. */
  empty?: ReactNode;
};

const hideBelow = { lg: "max-lg:hidden", xl: "max-xl:hidden" } as const;

/** Fixed layout, hairlines, numbers right. Two-line rows on a phone. */
export function DataTable<Row>(props: TableProps<Row>) {
  if (props.rows.length === 0 && props.empty) return props.empty;
  return (
    <>
      <WideTable {...props} />
      <PhoneRows {...props} />
    </>
  );
}

function WideTable<Row>(props: TableProps<Row>) {
  const { caption, columns, rows, keyOf, selection } = props;
  const selectedCount = rows.filter((row) => selection?.selected.has(keyOf(row))).length;
  return (
    <table className="w-full table-fixed border-collapse max-sm:hidden">
      <caption className="sr-only">{caption}</caption>
      <colgroup>
        {selection ? <col width={44} /> : null}
        {columns.map((column) => (
          <col key={column.key} width={column.width} className={column.from && hideBelow[column.from]} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {selection ? (
            <th scope="col" className="border-b pr-2 pl-4 text-left align-middle">
              <CheckBoxInput
                aria-label="Select all rows shown"
                checked={selectedCount > 0 && selectedCount === rows.length}
                isPartial={selectedCount > 0 && selectedCount < rows.length}
                onChange={selection.onToggleAll}
                className="align-middle"
              />
            </th>
          ) : null}
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              className={cn(
                "border-b px-2 py-[7px] text-left text-xs font-medium whitespace-nowrap text-ink-3 first:pl-4 last:pr-4",
                (column.isNumber || column.isRight) && "text-right",
                column.from && hideBelow[column.from],
              )}
            >
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <WideRow key={keyOf(row)} table={props} row={row} index={index} />
        ))}
      </tbody>
    </table>
  );
}

function WideRow<Row>({ table, row, index }: { table: TableProps<Row>; row: Row; index: number }) {
  const { columns, keyOf, density = "plain", selection, activeIndex } = table;
  const key = keyOf(row);
  const isSelected = selection?.selected.has(key) ?? false;
  return (
    <tr
      {...table.rowProps?.(index)}
      aria-selected={selection ? isSelected : undefined}
      className={cn(
        "scroll-mt-16 border-b last:border-b-0 hover:bg-hover",
        table.isHatched?.(row) && "hatch bg-unknown-soft hover:bg-unknown-soft",
        (isSelected || activeIndex === index) && "bg-selected hover:bg-selected",
      )}
    >
      {selection ? (
        <td className="pr-2 pl-4">
          <CheckBoxInput
            aria-label={selection.nameOf(key)}
            checked={isSelected}
            onChange={() => selection.onToggle(key)}
            className="align-middle"
          />
        </td>
      ) : null}
      {columns.map((column) => (
        <td
          key={column.key}
          className={cn(
            "overflow-hidden px-2 align-middle text-ellipsis first:pl-4 last:pr-4",
            density === "fleet" ? "h-(--row-fleet)" : "h-(--row) whitespace-nowrap",
            (column.isNumber || column.isRight) && "text-right",
            column.from && hideBelow[column.from],
          )}
        >
          {column.cell(row, index)}
        </td>
      ))}
    </tr>
  );
}
