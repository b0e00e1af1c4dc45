import type { FactKind, ReviewFact } from "./fact";

const PAGES = {
  class: "/failures",
  run: "/runs",
  alert: "/alerts",
  finding: "/coverage",
  pipeline: "/pipelines",
  queue: "/queues",
  plan: "/approvals",
  account: "/accounts",
} as const;
type PlaceKind = keyof typeof PAGES;

export interface FactPlace {
  readonly kind: PlaceKind;
  readonly id: string;
  readonly href: string;
}

const OF_KIND: Readonly<Partial<Record<FactKind, PlaceKind>>> = {
  late: "run",
  run: "run",
  discarded: "run",
  expired: "class",
  lost: "class",
  rescued: "class",
  "class-new": "class",
  "class-regressed": "class",
  "class-closed": "class",
  "class-open": "class",
  page: "alert",
  "time-to-detect": "alert",
  "time-to-acknowledge": "alert",
  "time-to-resolve": "alert",
  blind: "account",
  "finding-opened": "finding",
  "finding-closed": "finding",
  budget: "pipeline",
  cost: "pipeline",
  "failure-tax": "pipeline",
};

/** The page of what a fact is about, whether there still is one or not; null where there never was one. */
export function placeOfFact(
  fact: Pick<ReviewFact, "kind" | "classId" | "pipelineId" | "subjectId" | "detail">,
): FactPlace | null {
  const said = fact.detail.about;
  const kind = typeof said === "string" && said in PAGES ? (said as PlaceKind) : OF_KIND[fact.kind];
  if (kind === undefined) return null;
  const id = { class: fact.classId, pipeline: fact.pipelineId }[kind as string] ?? fact.subjectId;
  return id === null || id === undefined ? null : { kind, id, href: `${PAGES[kind]}/${id}` };
}
