import { api } from "@/app/_components/api";
import type { PaletteItem } from "@/app/_components/shell/palette-items";

const MOST = 6;

/** Where an id leads, by its prefix. */
const ID_PLACES: Record<string, { path: string; group: string }> = {
  fc: { path: "/failures", group: "Failure" },
  msg: { path: "/messages", group: "Message" },
  run: { path: "/runs", group: "Run" },
  q: { path: "/queues", group: "Queue" },
};

/** The palette's search: queues by name, failures and runs by their words, anything by its id. */
export function findAnything(go: (href: string) => void) {
  return async (query: string): Promise<PaletteItem[]> => {
    const byId = itemOfId(query, go);
    if (byId) return [byId];
    const words = query.toLowerCase().split(/\s+/);
    const has = (...texts: string[]) => words.every((word) => texts.join(" ").toLowerCase().includes(word));
    const [queues, classes, runs] = await Promise.all([
      api.listQueues({ name: query, limit: MOST }),
      api.listFailureClasses({ view: "all", limit: 200 }),
      api.listRuns({ limit: 50 }),
    ]);
    return [
      ...classes.items
        .filter((one) => has(one.title, one.queueName ?? one.anchorName, `F-${one.number}`))
        .slice(0, MOST)
        .map((one) =>
          item(one.id, one.title, one.queueName ?? one.anchorName, "Failure", () => go(`/failures/${one.id}`)),
        ),
      ...queues.items.map((one) =>
        item(one.id, one.name, `${one.accountName} · ${one.region}`, "Queue", () => go(`/queues/${one.id}`)),
      ),
      ...runs.items
        .filter((one) => has(one.title, one.subject.name, `R-${one.number}`))
        .slice(0, MOST)
        .map((one) => item(one.id, `R-${one.number} ${one.title}`, one.state, "Run", () => go(`/runs/${one.id}`))),
    ];
  };
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
