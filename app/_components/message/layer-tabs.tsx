"use client";

import { ToggleGroup } from "radix-ui";
import { Fragment, type ReactNode } from "react";

export type Layer = { key: string; label: string };

type Props = { layers: Layer[]; value: string; onChange: (key: string) => void; note?: ReactNode };

/** The wrappings of a message from the outside in: "1 SQS message — 2 EventBridge event — 3 detail". */
export function LayerTabs({ layers, value, onChange, note }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-y-2 border-b px-4 py-2.5 text-xs">
      <ToggleGroup.Root
        type="single"
        value={value}
        onValueChange={(next) => next && onChange(next)}
        aria-label="Layers of the message"
        className="flex flex-wrap items-center gap-y-1.5"
      >
        {layers.map((layer, index) => (
          <Fragment key={layer.key}>
            {index > 0 ? <span aria-hidden="true" className="w-3.5 border-t border-line-strong" /> : null}
            <ToggleGroup.Item
              value={layer.key}
              className="rounded-sm border border-line-strong px-[9px] py-[3px] text-ink-2 hover:bg-hover data-[state=on]:weight-emphasis data-[state=on]:border-accent data-[state=on]:bg-accent-soft data-[state=on]:text-accent max-sm:min-h-11"
            >
              {index + 1} {layer.label}
            </ToggleGroup.Item>
          </Fragment>
        ))}
      </ToggleGroup.Root>
      <span className="flex-1" />
      {note ? <span className="text-ink-3">{note}</span> : null}
    </div>
  );
}
