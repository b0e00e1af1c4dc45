import { memo } from "react";
import type { PipelineEdgeView } from "@/lib/contract/pipeline-fields";
import { rateWords } from "../rate-words";
import type { MapDetail } from "./map-detail";
import type { PlacedEdge } from "./map-shapes";

type Look = { stroke: string; width: number; dash?: string; arrow: "calm" | "warn" | "unknown" };

/** Failing: amber, long dashes. To a dead-letter queue: short dashes. Not seen: dots. */
export function lookOf({ kind, health }: Pick<PipelineEdgeView, "kind" | "health">): Look {
  const isFailing = health === "failing" || health === "stalled" || health === "degraded";
  if (kind === "dead-letters")
    return isFailing
      ? { stroke: "var(--warn)", width: 1.8, dash: "3 3", arrow: "warn" }
      : { stroke: "var(--ink-3)", width: 1.3, dash: "3 3", arrow: "calm" };
  if (isFailing) return { stroke: "var(--warn)", width: 2, dash: "9 4", arrow: "warn" };
  if (health === "blind") return { stroke: "var(--unknown-line)", width: 1.6, dash: "1.5 4", arrow: "unknown" };
  return { stroke: "var(--line-control)", width: 1.3, arrow: "calm" };
}

const ARROWS = { calm: "var(--line-control)", warn: "var(--warn)", unknown: "var(--unknown-line)" } as const;

/** The tips of the arrows, once for each picture. */
export function ArrowTips({ id }: { id: string }) {
  return (
    <defs>
      {Object.entries(ARROWS).map(([name, colour]) => (
        <marker
          key={name}
          id={`${id}${name}`}
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M0.5 0.8 7.4 4 0.5 7.2Z" fill={colour} />
        </marker>
      ))}
    </defs>
  );
}

type Props = { edges: readonly PlacedEdge[]; arrowId: string; chosenKey: string | undefined };

/** What leads where. Decorative for those who hear the page: the side card and the table say it. */
export const MapEdges = memo(function MapEdges({ edges, arrowId, chosenKey }: Props) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of an SVG takes no focus
    <g aria-hidden="true">
      {edges.map(({ key, edge, path, from, to }) => {
        const { stroke, width, dash, arrow } = lookOf(edge);
        const isOfChosen = chosenKey !== undefined && (from === chosenKey || to === chosenKey);
        return (
          <path
            key={key}
            d={path}
            fill="none"
            stroke={isOfChosen && arrow === "calm" ? "var(--accent)" : stroke}
            strokeWidth={isOfChosen ? width + 0.8 : width}
            strokeDasharray={dash}
            markerEnd={`url(#${arrowId}${arrow})`}
            vectorEffect="non-scaling-stroke"
          />
        );
      })}
    </g>
  );
});

type WordsProps = { edges: readonly PlacedEdge[]; detail: MapDetail };

/** How much goes along each edge, and how much of it fails. */
export const EdgeWords = memo(function EdgeWords({ edges, detail }: WordsProps) {
  if (!detail.hasEdgeWords) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of an SVG takes no focus
    <g aria-hidden="true">
      {edges.map(({ key, edge, label }) => {
        const words = wordsOf(edge);
        if (!words) return null;
        return (
          <text
            key={key}
            x={label.x}
            y={label.y - 4}
            textAnchor={label.anchor ?? "end"}
            fontSize={detail.smallSize}
            fontWeight={words.isFailing ? "550" : undefined}
            fill={words.isFailing ? "var(--warn)" : "var(--ink-2)"}
            stroke="var(--sunken)"
            strokeWidth="4"
            paintOrder="stroke"
          >
            {words.text}
          </text>
        );
      })}
    </g>
  );
});

function wordsOf({ kind, ratePerMinute, failedPerMinute, health }: PipelineEdgeView) {
  const isGivenUp = kind === "dead-letters";
  const isFailing = health !== "healthy" && health !== "blind";
  if (failedPerMinute) return { text: `${rateWords(failedPerMinute)}${isGivenUp ? "" : " fail"}`, isFailing };
  return ratePerMinute === null || isGivenUp ? null : { text: rateWords(ratePerMinute), isFailing: false };
}
