import type { Parameters } from "@/app/_components/page-parameters";
import type { InputOf } from "@/lib/contract";
import { FACT_KINDS, type FactKind } from "@/lib/core/review/fact";

const PAGE_SIZE = 100;
const LONGEST_TEAM = 200;

/** The kinds that an address asks for; what is no kind is left out. None: every kind. */
export function kindsIn(parameters: Parameters): FactKind[] {
  const asked = parameters.get("kinds")?.split(",") ?? [];
  return FACT_KINDS.filter((kind) => asked.includes(kind));
}

/** The question that the address of a list behind a number asks. */
export function factsQuery(id: string, parameters: Parameters): InputOf<"listReviewFacts"> {
  const kinds = kindsIn(parameters);
  const pipelineId = parameters.get("pipeline");
  const team = parameters.get("team");
  return {
    id,
    limit: PAGE_SIZE,
    ...(kinds.length > 0 ? { kinds: kinds.join(",") } : {}),
    ...(pipelineId ? { pipelineId } : {}),
    ...(team === null ? {} : { team: team.slice(0, LONGEST_TEAM) }),
  };
}
