import { choiceIn, type Parameters } from "@/app/_components/page-parameters";
import { scopeIn } from "@/app/_components/shell/scope-address";
import type { InputOf } from "@/lib/contract";
import { TIERS } from "@/lib/core/ownership/ownership";
import { HEALTH_STATES, type HealthState } from "@/lib/core/pipelines/health";
import { PATTERNS } from "@/lib/core/pipelines/pipeline";

const PAGE_SIZE = 100;
/** As many as one answer holds. */
const MOST = 200;
export const SORTS = ["attention", "name", "cost", "budget"] as const;

/** What of the address narrows the list; account and Region are chosen at the top, for every page. */
export const PIPELINE_FILTERS = {
  state: undefined,
  name: undefined,
  owner: undefined,
  tier: undefined,
  pattern: undefined,
};

/** The state that the address names; undefined for all. */
export function stateIn(parameters: Parameters): HealthState | undefined {
  return HEALTH_STATES.find((state) => state === parameters.get("state"));
}

export function sortIn(parameters: Parameters): (typeof SORTS)[number] {
  return choiceIn(parameters, "sort", SORTS);
}

/** What the address narrows pipelines to, but for the state. */
function narrowing(parameters: Parameters) {
  const name = parameters.get("name");
  const owner = parameters.get("owner");
  const tier = TIERS.find((one) => one === parameters.get("tier"));
  const pattern = PATTERNS.find((one) => one === parameters.get("pattern"));
  return {
    ...scopeIn(parameters),
    ...(name ? { name } : {}),
    ...(owner ? { owner } : {}),
    ...(tier ? { tier } : {}),
    ...(pattern ? { pattern } : {}),
  };
}

function narrowedToState(parameters: Parameters) {
  const state = stateIn(parameters);
  return { ...narrowing(parameters), ...(state ? { state } : {}) };
}

/** The question that the address of the list asks. */
export function pipelinesQuery(parameters: Parameters): InputOf<"listPipelines"> {
  return { ...narrowedToState(parameters), sort: sortIn(parameters), limit: PAGE_SIZE };
}

/** How many there are in each state, for the headline and the choices. */
export function countsQuery(parameters: Parameters): InputOf<"listPipelines"> {
  return { ...narrowing(parameters), limit: 1 };
}

/** The question that the address of the map asks. */
export function mapQuery(parameters: Parameters): InputOf<"getPipelineMap"> {
  return narrowedToState(parameters);
}

/** Names and states of the pipelines on the map, those that need attention first. */
export function mapNamesQuery(parameters: Parameters): InputOf<"listPipelines"> {
  return { ...narrowedToState(parameters), limit: MOST };
}
