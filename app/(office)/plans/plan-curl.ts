import { contract, type InputOf } from "@/lib/contract";
import { requestFor } from "@/lib/contract/client";
import type { Plan } from "@/lib/contract/plans";

/**
 * The requests behind the buttons, for a shell: make the same plan, apply exactly this one. Without an input (a plan
 * opened by its id) only the second. The token is read from DLO_TOKEN.
 */
export function planAsCurl(origin: string, plan: Pick<Plan, "id" | "hash">, input?: InputOf<"createPlan">): string {
  const make = input ? [curl(origin, requestFor(contract.createPlan, input))] : [];
  return [...make, curl(origin, requestFor(contract.applyPlan, { id: plan.id, hash: plan.hash }))].join("\n\n");
}

function curl(origin: string, { url, init }: ReturnType<typeof requestFor>): string {
  return [
    `curl -sS -X ${init.method} ${quoted(`${origin}/api/v1${url}`)}`,
    '  -H "Authorization: Bearer $DLO_TOKEN"',
    '  -H "Content-Type: application/json"',
    '  -H "Idempotency-Key: $(uuidgen)"',
    `  -d ${quoted(String(init.body))}`,
  ].join(" \\\n");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
