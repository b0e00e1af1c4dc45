import fc from "fast-check";
import { expect, test } from "vitest";
import { countersFrom, ITEM_STATES, type ItemState, OUTCOMES, type Outcome } from "./item";

interface Item {
  readonly state: ItemState;
  readonly outcome: Outcome | null;
}
const item = fc.record<Item>({
  state: fc.constantFrom(...ITEM_STATES),
  outcome: fc.option(fc.constantFrom(...OUTCOMES)),
});

/** Rows as the database groups them, in any order. */
function grouped(items: readonly Item[]) {
  const rows = new Map<string, Item & { count: number }>();
  for (const one of items) {
    const key = `${one.state} ${one.outcome}`;
    rows.set(key, { ...one, count: (rows.get(key)?.count ?? 0) + 1 });
  }
  return [...rows.values()];
}

test("whatever happens to the messages of a run, its counters add up to what was selected", () => {
  fc.assert(
    fc.property(
      fc.array(item, { minLength: 1, maxLength: 40 }),
      fc.array(fc.tuple(fc.nat(), item), { maxLength: 60 }),
      (begun, changes) => {
        const items = [...begun];
        for (const [at, changed] of changes) {
          items[at % items.length] = changed;
          const { selected, waiting, sending, sent, rejected, skipped, ambiguous, ...rest } = countersFrom(
            grouped(items),
          );

          expect(waiting + sending + sent + rejected + skipped + ambiguous).toBe(selected);
          expect(selected).toBe(begun.length);
          expect(rest.deleted).toBeLessThanOrEqual(sent);
          expect(rest.gone + rest.returned + rest.unknown).toBeLessThanOrEqual(selected);
        }
      },
    ),
    { numRuns: 200 },
  );
});
