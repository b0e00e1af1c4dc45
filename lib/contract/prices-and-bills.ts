import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { billSchema, priceSchema } from "./costs";
import { endpoint, nothing, page, pageOf } from "./endpoint";

/** The price table, and bills to hold against what it says. */
export const pricesAndBills = {
  listPrices: endpoint({
    method: "GET",
    path: "/prices",
    status: 200,
    capability: "counts.see",
    tag: "costs",
    summary: "The price table with its date: what is shipped, and what you put over it",
    input: z.object({ region: z.string().optional() }),
    output: z.object({ items: z.array(priceSchema), pricedFrom: z.string(), missingRegions: z.array(z.string()) }),
  }),
  putPrices: endpoint({
    method: "PUT",
    path: "/prices",
    status: 200,
    capability: "costs.manage",
    isForAll: true,
    tag: "costs",
    summary: "Put your own prices over the list; an empty list goes back to what is shipped",
    input: z.strictObject({
      prices: z
        .array(
          z.strictObject({
            key: z.string().min(1).max(100),
            region: z.string().min(1).max(40).describe("* for all"),
            tiers: z
              .array(
                z.strictObject({
                  upTo: z.number().positive().nullable(),
                  usd: z.number().nonnegative().max(1_000_000),
                }),
              )
              .min(1)
              .max(10),
          }),
        )
        .max(500),
    }),
    output: z.object({ items: z.array(priceSchema) }),
  }),
  importBill: endpoint({
    method: "POST",
    path: "/bills",
    status: 201,
    capability: "costs.manage",
    isForAll: true,
    idempotent: true,
    tag: "costs",
    summary: "Import a Cost and Usage Report as CSV; the same file twice is one bill",
    input: z.strictObject({
      name: z.string().trim().min(1).max(200),
      csv: z.string().min(1).max(1_000_000).describe("with its header; larger reports in parts of one day or service"),
      tagKey: z.string().trim().min(1).max(128).nullish().describe("the cost allocation tag that names a pipeline"),
    }),
    output: billSchema,
  }),
  listBills: endpoint({
    method: "GET",
    path: "/bills",
    status: 200,
    capability: "costs.manage",
    isForAll: true,
    tag: "costs",
    summary: "Bills that were imported, newest first",
    input: z.object(page),
    output: pageOf(billSchema),
  }),
  removeBill: endpoint({
    method: "DELETE",
    path: "/bills/{id}",
    status: 200,
    capability: "costs.manage",
    isForAll: true,
    tag: "costs",
    summary: "Forget a bill",
    input: z.strictObject({ id: z.string().regex(idPattern("bill")) }),
    output: nothing,
  }),
};
