import { memo } from "react";
import { StatusIcon } from "@/app/_components/ui/status-icon";
import type { HealthState } from "@/lib/core/pipelines/health";
import type { PartKind } from "@/lib/core/pipelines/pipeline";
import { HEALTH_STATUS } from "../health-label";
import { partWord } from "../part-words";
import { KindShape } from "./kind-shape";
import { figureOf, fitting, fittingLines, LINE, type MapDetail, spokenPart } from "./map-detail";
import { isShared, NODE, type PlacedNode } from "./map-shapes";

type Props = {
  node: PlacedNode;
  detail: MapDetail;
  hatchId: string;
  isChosen: boolean;
  isReached: boolean;
};

/** What passes events on without holding them is drawn as a pill. */
const PILLS: ReadonlySet<PartKind> = new Set(["rule", "subscription", "mapping", "pipe", "schedule"]);

const LINES: Readonly<Record<HealthState, string>> = {
  failing: "var(--warn)",
  stalled: "var(--warn)",
  degraded: "var(--warn-line)",
  blind: "var(--unknown-line)",
  healthy: "var(--line-strong)",
};

/** One part: its kind by shape and word, its state by shape and colour. */
export const MapNode = memo(function MapNode({ node, detail, hatchId, isChosen, isReached }: Props) {
  const { part } = node;
  return (
    <g transform={`translate(${node.x} ${node.y})`}>
      {/* biome-ignore lint/a11y/useSemanticElements: an SVG has no button */}
      <g
        role="button"
        tabIndex={isReached ? 0 : -1}
        aria-label={spokenPart(part)}
        aria-pressed={isChosen}
        data-node={node.key}
        className="group/node cursor-pointer outline-none"
      >
        <Ground node={node} hatchId={hatchId} />
        <rect
          x="-3.5"
          y="-3.5"
          width={NODE.width + 7}
          height={NODE.height + 7}
          rx={PILLS.has(part.kind) ? NODE.height / 2 + 3 : 10}
          fill="none"
          stroke="var(--focus)"
          strokeWidth="2"
          vectorEffect="non-scaling-stroke"
          className={isChosen ? undefined : "opacity-0 group-focus-visible/node:opacity-100"}
        />
      </g>
      {/* Beside the button: what is cut to fit is no part of its name. */}
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of an SVG takes no focus */}
      <g aria-hidden="true" className="pointer-events-none">
        <NodeWords node={node} detail={detail} />
      </g>
    </g>
  );
});

function Ground({ node: { part }, hatchId }: Pick<Props, "node" | "hatchId">) {
  const rx = PILLS.has(part.kind) ? NODE.height / 2 : 7;
  const isUnseen = part.health === "blind" || part.kind === "outside";
  const box = { width: NODE.width, height: NODE.height, rx, vectorEffect: "non-scaling-stroke" } as const;
  return (
    <>
      {isShared(part) ? <rect {...box} x="4" y="4" fill="var(--surface)" stroke="var(--line-strong)" /> : null}
      <rect
        {...box}
        fill={part.health === "failing" || part.health === "stalled" ? "var(--warn-soft)" : "var(--surface)"}
        stroke={part.kind === "outside" ? "var(--unknown-line)" : LINES[part.health]}
        strokeWidth={part.health === "failing" || part.health === "stalled" ? 1.6 : 1}
        strokeDasharray={isUnseen ? "4 3" : undefined}
      />
      {isUnseen ? <rect {...box} fill={`url(#${hatchId})`} /> : null}
    </>
  );
}

function NodeWords({ node: { part }, detail }: Pick<Props, "node" | "detail">) {
  const { level, hasKind, shapeScale: scale, smallSize } = detail;
  const inset = level === "shape" ? 30 : hasKind ? 11 : 12;
  const left = hasKind ? inset + 14 * scale + 9 : inset;
  const middle = NODE.height / 2;
  const top = middle - 7 * scale;
  const right = NODE.width - (level === "shape" ? 30 : 9) - 14 * scale;
  // Where a box is small, what is well needs no shape: room for the name helps more.
  const hasState = hasKind || part.health !== "healthy" || part.kind === "outside";
  const room = (hasState ? right - 5 : NODE.width - 6) - left;
  return (
    <>
      {hasKind ? (
        <g transform={`translate(${inset} ${top}) scale(${scale})`} className="text-ink-2">
          <KindShape kind={part.kind} />
        </g>
      ) : null}
      {hasState ? (
        <g transform={`translate(${right} ${top}) scale(${scale})`}>
          <StatusIcon status={part.kind === "outside" ? "unknown" : HEALTH_STATUS[part.health]} />
        </g>
      ) : null}
      {level === "shape" ? null : <NodeName name={part.name} left={left} room={room} detail={detail} />}
      {level === "full" ? (
        <text x={left} y={middle + smallSize + 1} fontSize={smallSize} fill="var(--ink-2)">
          {fitting([partWord(part), figureOf(part)].filter(Boolean).join(" · "), room + 2, smallSize, "plain")}
        </text>
      ) : null}
    </>
  );
}

type NameProps = { name: string; left: number; room: number; detail: MapDetail };

function NodeName({ name, left, room, detail: { level, nameSize, nameLines } }: NameProps) {
  const lines = fittingLines(name, room, nameSize, nameLines);
  const step = nameSize * LINE;
  const first =
    level === "full" ? NODE.height / 2 - 3 : NODE.height / 2 + nameSize * 0.35 - ((lines.length - 1) * step) / 2;
  return (
    <text fontSize={nameSize} fontWeight="550" fill="var(--ink)">
      {lines.map((line, index) => (
        <tspan key={line} x={left} y={first + index * step}>
          {line}
        </tspan>
      ))}
    </text>
  );
}
