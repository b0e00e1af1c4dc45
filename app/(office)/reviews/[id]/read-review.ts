import { cache } from "react";
import { orNotFound } from "@/app/_http/or-not-found";
import { pageContext } from "@/app/_http/page-context";
import { operations } from "@/lib/operations";

/** The review that an address names by its id, its week or as the latest; read once for a page and its title. */
export const readReview = cache(async (id: string) =>
  orNotFound(operations.getReview(await pageContext(), { id: decodeURIComponent(id) })),
);
