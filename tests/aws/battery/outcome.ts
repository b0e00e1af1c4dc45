/** How an endpoint says that it does not have an operation, when it is no AWS. */
const ABSENT = new Set([
  "InvalidAction",
  "NotImplemented",
  "SyntaxError",
  "UnknownOperation",
  "UnknownOperationException",
  "UnsupportedAction",
]);

/** The error's name as the SDK shows it; `absent` when the endpoint has no such operation (or breaks over it). */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  return ABSENT.has(error.name) || status === 501 || status === 405 ? "absent" : error.name;
}

/** `ok`, or the name of the error that the call ended with. */
export async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "ok";
  } catch (error) {
    return nameOf(error);
  }
}

/** For rules that are documented without the name of the error: `refused`, `accepted` or `absent`. */
export async function verdict(call: Promise<unknown>): Promise<string> {
  const name = await outcome(call);
  if (name === "ok") return "accepted";
  return name === "absent" ? name : "refused";
}
