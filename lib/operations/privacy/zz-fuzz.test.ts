import fc from "fast-check";
import { expect, test } from "vitest";
import { maskText } from "@/lib/core/privacy/mask-payload";
import { DEFAULT_RULES } from "@/lib/core/privacy/masking-rule";
import { openKeyring } from "@/lib/db/keyring";
import { maskingBy } from "./masking";

const keyring = openKeyring(Buffer.alloc(32, 7).toString("base64"));
keyring.unlock(Buffer.alloc(32, 9));
const bits = [
  "a@b.co",
  "\n",
  "\\",
  '"',
  "\t",
  "/",
  "ada",
  "+49 170 1234567",
  "1234567",
  "4111 1111 1111 1111",
  "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abcdefghijk",
  "DE89370400440532013000",
  "AKIAIOSFODNN7EXAMPLE",
  "{",
  "}",
  "[",
  "]",
  '":',
  '{"x":',
  'b@c.de"',
  "‹email›",
  "\u0001",
  "ü",
  "phone: ",
  "n",
  "r",
  "u00",
  "CUST-123456",
  "<",
  "…",
  " ",
  ":",
  ",",
  "email",
  "u0041",
  Buffer.from("mail ada@b.co please now").toString("base64"),
];
const text = fc.array(fc.constantFrom(...bits), { maxLength: 8 }).map((p) => p.join(""));
const json = fc.letrec((tie) => ({
  v: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.constant(null),
    fc.constant(4111111111111111),
    fc.dictionary(text, tie("v"), { maxKeys: 4 }),
    fc.array(tie("v"), { maxLength: 4 }),
  ),
})).v;
const rules = [
  ...DEFAULT_RULES,
  {
    id: "p",
    name: "Customers",
    isOn: true,
    find: { kind: "pattern" as const, pattern: "CUST-######" },
    where: "storage" as const,
    keepsToken: true,
  },
  {
    id: "f",
    name: "n",
    isOn: true,
    find: { kind: "field" as const, path: "email" },
    where: "storage" as const,
    keepsToken: true,
  },
];
test("valid", { timeout: 300000 }, () => {
  const masking = maskingBy(keyring, { rules });
  fc.assert(
    fc.property(fc.dictionary(text, json, { maxKeys: 4 }), (value) => {
      const written = JSON.stringify(value).replaceAll(/("(?:[^"\\]|\\.)*")\s*([:,])/g, "$1$2 ");
      const masked = maskText(written, masking.forKeeping);
      try {
        JSON.parse(masked);
      } catch {
        throw new Error(written + "  →  " + masked);
      }
    }),
    { numRuns: 60000 },
  );
});
