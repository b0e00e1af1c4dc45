import type { Subject } from "../reason";

const PAGES: Partial<Record<Subject["kind"], string>> = {
  class: "/failures",
  queue: "/queues",
  pipeline: "/pipelines",
  account: "/accounts",
  run: "/runs",
  plan: "/approvals",
};

/** Where somebody reads about the subject of a reason; of what has no page of its own the page of its alert. */
export function subjectUrl(baseUrl: string, subject: Pick<Subject, "kind" | "id">, alertId: string): string {
  const page = PAGES[subject.kind];
  return page === undefined
    ? alertUrl(baseUrl, alertId)
    : `${origin(baseUrl)}${page}/${encodeURIComponent(subject.id)}`;
}

/** A page with a button: opening it changes nothing. */
export function alertUrl(baseUrl: string, alertId: string): string {
  return `${origin(baseUrl)}/alerts/${encodeURIComponent(alertId)}`;
}

function origin(baseUrl: string): string {
  return baseUrl.replace(/\/+$/, "");
}
