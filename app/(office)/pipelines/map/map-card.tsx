"use client";

import { formatCount, NOT_APPLICABLE_TEXT } from "@/app/_components/format";
import { Button, ButtonLink } from "@/app/_components/ui/button";
import { Icon } from "@/app/_components/ui/icons";
import { TextLink } from "@/app/_components/ui/text-link";
import { HealthLabel } from "../health-label";
import { partWord } from "../part-words";
import { rateWords } from "../rate-words";
import { KindShape } from "./kind-shape";
import type { MapLayout, MapPart, PlacedEdge, PlacedNode } from "./map-shapes";
import type { MapWalk } from "./walk-map";

type Props = {
  layout: MapLayout;
  walk: MapWalk;
  nodeKey: string;
  onGo: (key: string) => void;
  onClose: () => void;
};

/** What is known of the chosen part, and where it leads. */
export function MapCard({ layout, walk, nodeKey, onGo, onClose }: Props) {
  const node = walk.nodes.get(nodeKey);
  if (!node) return null;
  const { part } = node;
  const edges = [...layout.bands.flatMap((band) => band.edges), ...layout.crossings];
  return (
    <section
      aria-label={`About ${part.name}`}
      aria-live="polite"
      className="absolute top-3 right-3 max-h-[calc(100%-24px)] w-72 overflow-y-auto rounded-lg border bg-raised shadow-menu max-sm:inset-x-2 max-sm:top-auto max-sm:bottom-2 max-sm:max-h-[60%] max-sm:w-auto"
    >
      <CardHead part={part} onClose={onClose} />
      <Figures part={part} />
      <Neighbours
        title="Comes from"
        edges={edges.filter(({ to }) => to === nodeKey)}
        end="from"
        walk={walk}
        onGo={onGo}
      />
      <Neighbours
        title="Leads to"
        edges={edges.filter(({ from }) => from === nodeKey)}
        end="to"
        walk={walk}
        onGo={onGo}
      />
      <AlsoIn others={othersOf(layout, node)} />
      <CardLinks part={part} pipelineId={node.pipelineId} />
    </section>
  );
}

/** The pipelines that a part belongs to beside the one in which it was chosen. */
function othersOf({ bands }: MapLayout, { part, pipelineId }: PlacedNode): { id: string; name: string }[] {
  const drawn = bands.map(({ pipeline }) => pipeline).filter(({ id }) => part.pipelineIds.includes(id));
  const names = new Map([...drawn, ...part.sharedWith].map(({ id, name }) => [id, name]));
  names.delete(pipelineId);
  return [...names].map(([id, name]) => ({ id, name }));
}

function AlsoIn({ others }: { others: readonly { id: string; name: string }[] }) {
  if (others.length === 0) return null;
  return (
    <div className="border-t px-3.5 py-2 text-xs">
      <p className="text-ink-3">Also part of</p>
      <ul>
        {others.map(({ id, name }) => (
          <li key={id} className="py-0.5">
            <TextLink href={`/pipelines/${id}`}>{name}</TextLink>
          </li>
        ))}
      </ul>
    </div>
  );
}

function CardLinks({ part, pipelineId }: { part: MapPart; pipelineId: string }) {
  return (
    <div className="flex flex-wrap gap-2 border-t px-3.5 py-2.5">
      {part.href ? (
        <ButtonLink size="sm" href={part.href}>
          Open {partWord(part)}
        </ButtonLink>
      ) : null}
      <ButtonLink size="sm" href={`/pipelines/${pipelineId}`}>
        Its pipeline
      </ButtonLink>
    </div>
  );
}

function CardHead({ part, onClose }: { part: MapPart; onClose: () => void }) {
  return (
    <div className="px-3.5 pt-2.5 pb-2">
      <div className="flex items-center justify-between gap-2">
        {part.kind === "outside" ? (
          <span className="text-unknown">Not read here</span>
        ) : (
          <HealthLabel state={part.health} />
        )}
        <Button variant="ghost" size="sm" isIconOnly aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </Button>
      </div>
      <h3 className="weight-emphasis wrap-anywhere">{part.name}</h3>
      <p className="mt-0.5 flex items-center gap-1.5 text-xs text-ink-2">
        <KindShape kind={part.kind} className="flex-none text-ink-3" />
        {[partWord(part), part.accountName, part.region].filter(Boolean).join(" · ")}
      </p>
      {part.note ? <p className="mt-1.5 text-xs">{part.note}</p> : null}
    </div>
  );
}

function Figures({ part }: { part: MapPart }) {
  const figures = [
    {
      label: "Through, last hour",
      value: part.ratePerMinute === null ? "not measured" : rateWords(part.ratePerMinute),
    },
    {
      label: "Failed",
      value: part.failedPerMinute === null ? "not measured" : rateWords(part.failedPerMinute),
    },
    {
      label: "Waiting",
      value:
        part.kind === "queue" ? (part.waiting === null ? "not read" : formatCount(part.waiting)) : NOT_APPLICABLE_TEXT,
    },
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 border-t px-3.5 py-2 text-xs">
      {figures.map(({ label, value }) => (
        <div key={label} className="contents">
          <dt className="py-0.5 text-ink-3">{label}</dt>
          <dd
            className={value.startsWith("not") ? "py-0.5 text-right text-unknown" : "weight-emphasis py-0.5 text-right"}
          >
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

type NeighboursProps = {
  title: string;
  edges: readonly PlacedEdge[];
  end: "from" | "to";
  walk: MapWalk;
  onGo: (key: string) => void;
};

function Neighbours({ title, edges, end, walk, onGo }: NeighboursProps) {
  if (edges.length === 0) return null;
  return (
    <div className="border-t px-3.5 py-2 text-xs">
      <p className="text-ink-3">{title}</p>
      <ul>
        {edges.map((one) => (
          <li key={one.key} className="flex items-center gap-2">
            <button
              type="button"
              onClick={() => onGo(one[end])}
              className="min-h-6 min-w-0 flex-1 truncate rounded-xs text-left text-accent hover:underline"
            >
              {walk.nodes.get(one[end])?.part.name}
            </button>
            <span className="flex-none text-ink-3">{edgeWords(one)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function edgeWords({ edge }: PlacedEdge): string {
  const way = edge.kind === "dead-letters" ? "dead letters" : edge.label;
  const rate = edge.ratePerMinute === null ? null : rateWords(edge.ratePerMinute);
  return [way, rate, edge.failedPerMinute ? `${rateWords(edge.failedPerMinute)} fail` : null]
    .filter(Boolean)
    .join(" · ");
}
