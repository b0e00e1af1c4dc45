"use client";

import { ToggleGroup } from "radix-ui";
import { Fragment, type ReactNode } from "react";
import { VisibleText } from "./visible-text";

/** `path`: where in the layer before it this was found; such a layer stands beside the chain, not in it. */
export type Layer = { key: string; label: string; path?: string };

type Props = { layers: Layer[]; value: string; onChange: (key: string) => void; note?: ReactNode };

/** The wrappings of a message from the outside in: "1 SQS message — 2 EventBridge event — 3 detail", then what members hold. */
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
            {index === 0 ? null : layer.path === undefined ? (
              <span aria-hidden="true" className="w-3.5 border-t border-line-strong" />
            ) : (
              <span aria-hidden="true" className="w-2" />
            )}
            <ToggleGroup.Item
              value={layer.key}
              className="max-w-full rounded-sm border border-line-strong px-[9px] py-[3px] text-left text-ink-2 wrap-anywhere hover:bg-hover data-[state=on]:weight-emphasis data-[state=on]:border-accent data-[state=on]:bg-accent-soft data-[state=on]:text-accent max-sm:min-h-11"
            >
              {layer.path === undefined ? (
                <>
                  {index + 1} <VisibleText text={layer.label} />
                </>
              ) : (
                <>
                  <span className="font-mono">
                    <VisibleText text={layer.path} />
                  </span>{" "}
                  <VisibleText text={layer.label} />
                </>
              )}
            </ToggleGroup.Item>
          </Fragment>
        ))}
      </ToggleGroup.Root>
      <span className="flex-1" />
      {note ? <span className="text-ink-3">{note}</span> : null}
    </div>
  );
}
