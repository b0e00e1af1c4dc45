export type PaletteItem = {
  key: string;
  label: string;
  /** What it is and where: "queue · orders-prod · eu-central-1". */
  hint?: string;
  group: string;
  run: () => void;
};

/** The items whose label or hint holds every word of the query, those that begin with it first; stable otherwise. */
export function filterPalette(items: readonly PaletteItem[], query: string): PaletteItem[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const first = words[0];
  if (!first) return [...items];
  const matching = items.filter((item) => {
    const text = `${item.label} ${item.hint ?? ""}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const beginsWith = (item: PaletteItem) => item.label.toLowerCase().startsWith(first);
  return [...matching.filter(beginsWith), ...matching.filter((item) => !beginsWith(item))];
}
