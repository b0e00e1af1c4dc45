import * as resources from "@/lib/db/resource-list";
import { question } from "../operation";

/** Everything found, by kind and name. */
export const listResources = question("listResources", (ctx, input) =>
  resources.listResources(ctx.db, ctx.actor.scope, input),
);
