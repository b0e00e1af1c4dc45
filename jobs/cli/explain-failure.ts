import { ApiError } from "@/lib/contract/client";
import { Misuse } from "./misuse";
import { plain } from "./table";

/** What went wrong, as lines for the person who typed the command. */
export function explainFailure(failure: unknown): string {
  if (failure instanceof ApiError) return explainRefusal(failure);
  if (failure instanceof Misuse) return failure.message;
  if (!(failure instanceof Error)) return String(failure);
  if (failure.name === "TimeoutError") return "The office did not answer in time.";
  const cause = failure.cause instanceof Error ? failure.cause : undefined;
  if (failure.message === "fetch failed")
    return `Cannot reach the office at DLO_URL: ${codeOf(cause) ?? cause?.message ?? "no connection"}.`;
  return failure.message;
}

function explainRefusal({ problem }: ApiError): string {
  const fields = (problem.fields ?? []).map(({ field, message }) => `  ${field}: ${message}`);
  const more = fields.length > 1 || (fields[0] && !problem.detail.includes(fields[0].trim())) ? fields : [];
  const mend = problem.status === 401 ? ["Is DLO_TOKEN right, and not revoked or expired?"] : [];
  const id = problem.requestId ? `, request ${problem.requestId}` : "";
  return [`${problem.detail} (${problem.status} ${problem.code}${id})`, ...more, ...mend].map(plain).join("\n");
}

function codeOf(cause: Error | undefined): string | undefined {
  return cause && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
}
