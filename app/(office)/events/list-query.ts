import type { Parameters } from "@/app/_components/page-parameters";
import { scopeIn } from "@/app/_components/shell/scope-address";
import type { InputOf } from "@/lib/contract";
import { busIn } from "./rules-query";

const PAGE_SIZE = 100;

/** The question that the address of the buses asks. */
export function busesQuery(parameters: Parameters): InputOf<"listBuses"> {
  const name = parameters.get("name");
  return { ...scopeIn(parameters), ...(name ? { name } : {}), limit: PAGE_SIZE };
}

/** The question that the address of the archives asks. */
export function archivesQuery(parameters: Parameters): InputOf<"listArchives"> {
  const name = parameters.get("name");
  const busId = busIn(parameters);
  return { ...scopeIn(parameters), ...(busId ? { busId } : {}), ...(name ? { name } : {}), limit: PAGE_SIZE };
}

/** How many there are in the scope and where nobody could look, for the headline. */
export function countQuery(parameters: Parameters): InputOf<"listBuses"> & InputOf<"listArchives"> {
  return { ...scopeIn(parameters), limit: 1 };
}
