import { Invalid } from "@/lib/core/errors";
import { refuseUnstorable } from "./json-body";

/** The query as an object. A name given twice is refused: nobody can tell which of the two was meant. */
export function inputFromQuery(query: URLSearchParams): Record<string, string> {
  const input: Record<string, string> = Object.create(null);
  for (const [name, value] of query) {
    if (name in input)
      throw new Invalid(`${name.slice(0, 50)} is given twice.`, [{ field: name, message: "give it once" }]);
    refuseUnstorable(value);
    input[name] = value;
  }
  return { ...input };
}

/** 1 to 200 printable characters, or null when the header is absent. */
export function idempotencyKeyOf(headers: Headers): string | null {
  const key = headers.get("idempotency-key");
  if (key === null || /^[\x21-\x7e]{1,200}$/.test(key)) return key;
  const message = "must be 1 to 200 printable ASCII characters without spaces";
  throw new Invalid(`Idempotency-Key ${message}.`, [{ field: "Idempotency-Key", message }]);
}
