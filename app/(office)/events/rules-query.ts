import { choiceIn, type Parameters } from "@/app/_components/page-parameters";
import { scopeIn } from "@/app/_components/shell/scope-address";
import type { InputOf } from "@/lib/contract";
import { idPattern } from "@/lib/core/ids";

const PAGE_SIZE = 100;
/** As many as one answer holds. */
const MOST = 200;
export const RULE_VIEWS = ["all", "failing", "losing", "silent", "disabled"] as const;
export type RuleView = (typeof RULE_VIEWS)[number];

/** What of the address narrows the list; account and Region are chosen at the top, for every page. */
export const RULE_FILTERS = { state: undefined, bus: undefined, name: undefined };

export function ruleViewIn(parameters: Parameters): RuleView {
  return choiceIn(parameters, "state", RULE_VIEWS);
}

/** The bus that the address names, if it is one at all. */
export function busIn(parameters: Parameters): string | undefined {
  const id = parameters.get("bus");
  return id && idPattern("resource").test(id) ? id : undefined;
}

/** The question that the address of the rules asks. */
export function rulesQuery(parameters: Parameters): InputOf<"listRules"> {
  const state = ruleViewIn(parameters);
  const busId = busIn(parameters);
  const name = parameters.get("name");
  return {
    ...scopeIn(parameters),
    ...(state === "all" ? {} : { state }),
    ...(busId ? { busId } : {}),
    ...(name ? { name } : {}),
    limit: PAGE_SIZE,
  };
}

/** Those of the scope in one state, for the headline. */
export function rulesInState(parameters: Parameters, state: "failing" | "silent"): InputOf<"listRules"> {
  return { ...scopeIn(parameters), state, limit: MOST };
}

/** The buses to choose from. */
export function busChoices(parameters: Parameters): InputOf<"listBuses"> {
  return { ...scopeIn(parameters), limit: MOST };
}
