import { contract, type OperationId } from "@/lib/contract";

const paths = new Set<string>(Object.values(contract).map((entry) => entry.path));

/** Where to look at what an answer tells of: the run of an applied plan, or what was just made. */
export function locationOf(prefix: string, id: OperationId, output: unknown): string | undefined {
  if (typeof output !== "object" || output === null) return undefined;
  if ("runId" in output && typeof output.runId === "string") return `${prefix}/runs/${output.runId}`;
  const entry = contract[id];
  const isMade = entry.status === 201 && paths.has(`${entry.path}/{id}`);
  return isMade && "id" in output && typeof output.id === "string" ? `${prefix}${entry.path}/${output.id}` : undefined;
}
