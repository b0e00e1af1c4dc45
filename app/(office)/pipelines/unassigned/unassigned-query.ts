import type { Parameters } from "@/app/_components/page-parameters";
import { scopeIn } from "@/app/_components/shell/scope-address";
import type { InputOf } from "@/lib/contract";
import { PART_KINDS, type PartKind } from "@/lib/core/pipelines/pipeline";

const PAGE_SIZE = 100;

export function partKindIn(parameters: Parameters): PartKind | undefined {
  return PART_KINDS.find((kind) => kind === parameters.get("kind"));
}

/** The question that the address of the unassigned asks. */
export function unassignedQuery(parameters: Parameters): InputOf<"listUnassigned"> {
  const kind = partKindIn(parameters);
  return { ...scopeIn(parameters), ...(kind ? { kind } : {}), limit: PAGE_SIZE };
}
