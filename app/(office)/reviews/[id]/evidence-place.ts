import type { ReviewAction } from "@/lib/contract/review-fields";

type Evidence = Pick<NonNullable<ReviewAction["evidence"]>, "kind" | "id">;

const PAGES: Readonly<Record<Evidence["kind"], string>> = {
  finding: "/coverage",
  class: "/failures",
  alert: "/alerts",
  pipeline: "/pipelines",
  run: "/runs",
};

/** Where one sees for oneself. */
export function evidencePlace({ kind, id }: Evidence): string {
  return `${PAGES[kind]}/${id}`;
}

/** What a page of ours is about, as evidence; undefined where it cannot be any. */
export function evidenceAt(href: string | null): Evidence | undefined {
  for (const kind of ["finding", "class", "alert", "pipeline", "run"] as const)
    if (href?.startsWith(`${PAGES[kind]}/`)) return { kind, id: href.slice(PAGES[kind].length + 1) };
  return undefined;
}
