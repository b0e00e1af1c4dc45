import { ensureRule, putPattern, ruleNamed } from "../estate/estate-buses";
import { stockLow } from "../estate/happenings";
import type { Incident } from "./incident";

const STOCK_LOW = ruleNamed("stock-low");

/** A slip of the pen in a pattern: nothing matches, nothing fails, no dead letter says so. */
export const silentRule: Incident = {
  name: "silent-rule",
  title: "The rule stock-low silently matches nothing any more",
  shows: "no dead letter; MatchedEvents of stock-low and runs of reorder stop",
  lastsSeconds: 600,
  async begin(estate, draw) {
    await putPattern(estate, STOCK_LOW, { ...STOCK_LOW.pattern, "detail-type": ["StockLwo"] });
    await stockLow(estate, draw(), { quantity: 0 });
  },
  end: (estate) => ensureRule(estate, STOCK_LOW),
};
