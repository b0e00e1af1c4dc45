import type { Parameters } from "@/app/_components/page-parameters";
import { scopeIn } from "@/app/_components/shell/scope-address";
import type { InputOf } from "@/lib/contract";
import { RESOURCE_KINDS, type ResourceKind } from "@/lib/core/inventory/resource";

const PAGE_SIZE = 100;

export function kindIn(parameters: Parameters): ResourceKind | undefined {
  return RESOURCE_KINDS.find((kind) => kind === parameters.get("kind"));
}

/** The question that the address of the inventory asks. */
export function resourcesQuery(parameters: Parameters): InputOf<"listResources"> {
  const kind = kindIn(parameters);
  const name = parameters.get("name");
  const owner = parameters.get("owner");
  return {
    ...scopeIn(parameters),
    ...(kind ? { kind } : {}),
    ...(name ? { name } : {}),
    ...(owner ? { owner } : {}),
    limit: PAGE_SIZE,
  };
}

/** The question that the address of the changes asks. */
export function changesQuery(parameters: Parameters): InputOf<"listChanges"> {
  const kind = kindIn(parameters);
  return { ...scopeIn(parameters), ...(kind ? { kind } : {}), limit: PAGE_SIZE };
}
