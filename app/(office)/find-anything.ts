import { api } from "@/app/_components/api";
import type { PaletteItem } from "@/app/_components/shell/palette-items";

const MOST = 6;

/** Where an id leads, by its prefix. */
const ID_PLACES: Record<string, { path: string; group: string }> = {
  fc: { path: "/failures", group: "Failure" },
  msg: { path: "/messages", group: "Message" },
  run: { path: "/runs", group: "Run" },
  q: { path: "/queues", group: "Queue" },
  res: { path: "/inventory", group: "Resource" },
  pl: { path: "/pipelines", group: "Pipeline" },
  alr: { path: "/alerts", group: "Alert" },
  cap: { path: "/capsules", group: "Hand-over" },
  rev: { path: "/reviews", group: "Review" },
};

/** The palette's search: pipelines, queues, rules, buses and archives by name, failures and runs by their words, anything by its id. */
export function findAnything(go: (href: string) => void) {
  return async (query: string): Promise<PaletteItem[]> => {
    const byId = itemOfId(query, go);
    if (byId) return [byId];
    const words = query.toLowerCase().split(/\s+/);
    const has = (...texts: string[]) => words.every((word) => texts.join(" ").toLowerCase().includes(word));
    const [pipelines, queues, classes, runs, events, alerts, reviews] = await Promise.all([
      findPipelines(query, go),
      api.listQueues({ name: query, limit: MOST }),
      api.listFailureClasses({ view: "all", limit: 200 }),
      api.listRuns({ limit: 50 }),
      findInEvents(query, go),
      api.listAlerts({ limit: 100 }),
      findReviews(has, go),
    ]);
    return [
      ...alerts.items
        .filter((one) => has(one.title, one.sentence, `A-${one.number}`))
        .slice(0, MOST)
        .map((one) => item(one.id, `A-${one.number} ${one.title}`, one.state, "Alert", () => go(`/alerts/${one.id}`))),
      ...classes.items
        .filter((one) => has(one.title, one.queueName ?? one.anchorName, `F-${one.number}`))
        .slice(0, MOST)
        .map((one) =>
          item(one.id, one.title, one.queueName ?? one.anchorName, "Failure", () => go(`/failures/${one.id}`)),
        ),
      ...pipelines.named,
      ...queues.items.map((one) =>
        item(one.id, one.name, `${one.accountName} · ${one.region}`, "Queue", () => go(`/queues/${one.id}`)),
      ),
      ...pipelines.holding,
      ...events,
      ...runs.items
        .filter((one) => has(one.title, one.subject.name, `R-${one.number}`))
        .slice(0, MOST)
        .map((one) => item(one.id, `R-${one.number} ${one.title}`, one.state, "Run", () => go(`/runs/${one.id}`))),
      ...reviews,
    ];
  };
}

type Has = (...texts: string[]) => boolean;

/** Weekly reviews by their week and what they say. */
async function findReviews(has: Has, go: (href: string) => void): Promise<PaletteItem[]> {
  const { items } = await api.listReviews({ limit: 100 });
  return items
    .filter(({ week, headline }) => has("weekly review", week, headline))
    .slice(0, MOST)
    .map(({ id, week, headline }) => item(id, `Review of ${week}`, headline, "Review", () => go(`/reviews/${id}`)));
}

/** Pipelines of that name, and those with a part of that name: whoever names a part means the part first. */
async function findPipelines(name: string, go: (href: string) => void) {
  const { items } = await api.listPipelines({ name, limit: MOST });
  const shown = ({ id, name: title, health }: (typeof items)[number]) =>
    item(id, title, health.state, "Pipeline", () => go(`/pipelines/${id}`));
  const isNamed = (one: (typeof items)[number]) => one.name.toLowerCase().includes(name.toLowerCase());
  return {
    named: items.filter(isNamed).map(shown),
    holding: items.filter((one) => !isNamed(one)).map(shown),
  };
}

/** Rules, buses and archives by name. */
async function findInEvents(name: string, go: (href: string) => void): Promise<PaletteItem[]> {
  const asked = { name, limit: MOST };
  const [rules, buses, archives] = await Promise.all([
    api.listRules(asked),
    api.listBuses(asked),
    api.listArchives(asked),
  ]);
  const found = [
    { group: "Rule", path: "/events/rules", items: rules.items },
    { group: "Event bus", path: "/events/buses", items: buses.items },
    { group: "Archive", path: "/events/archives", items: archives.items },
  ];
  return found.flatMap(({ group, path, items }) =>
    items.map((one) =>
      item(one.id, one.name, `${one.accountName} · ${one.region}`, group, () => go(`${path}/${one.id}`)),
    ),
  );
}

function item(key: string, label: string, hint: string, group: string, run: () => void): PaletteItem {
  return { key, label, hint, group, run };
}

function itemOfId(query: string, go: (href: string) => void): PaletteItem | undefined {
  const found = /^([a-z]+)_[0-9a-hjkmnp-tv-z]{20}$/.exec(query.trim());
  const place = found?.[1] ? ID_PLACES[found[1]] : undefined;
  if (!found || !place) return undefined;
  return item(found[0], found[0], "", place.group, () => go(`${place.path}/${found[0]}`));
}
