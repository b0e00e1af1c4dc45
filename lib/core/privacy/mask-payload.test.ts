import { deflateRawSync, gunzipSync, gzipSync, inflateRawSync, inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { type Inflate, readPayload } from "@/lib/core/messages/payload";
import { openMembers } from "@/lib/core/messages/payload/members";
import { maskMessage } from "./mask-message";
import { maskPayload } from "./mask-payload";
import { createMasker } from "./masker";
import { DEFAULT_RULES, type MaskingRule } from "./masking-rule";

const unpack = { gzip: gunzipSync, zlib: inflateSync, raw: inflateRawSync };
const inflate: Inflate = (packed, format) => {
  try {
    return { bytes: unpack[format](packed), isCut: false, isBroken: false };
  } catch {
    return undefined;
  }
};
const WHO = "ada.lovelace@example.com";
const NAME: MaskingRule = {
  id: "name",
  name: "Names",
  isOn: true,
  find: { kind: "field", path: "customer.name" },
  where: "storage",
  keepsToken: false,
};
const masker = () => createMasker([...DEFAULT_RULES, NAME], () => "0123456789abcde", inflate);
const order = JSON.stringify({ id: 12345678901234567890n.toString(), customer: { name: "Ada King", email: WHO } });
const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString("base64");
const utf16 = (text: string) => base64(Buffer.from(`\ufeff${text}`, "utf16le"));
const sns = (Message: string) => JSON.stringify({ Type: "Notification", MessageId: "m", TopicArn: "arn:t", Message });
const protobuf = Uint8Array.from([8, 150, 1, 18, WHO.length, ...Buffer.from(WHO), 24, 1]);
const legible = (text: string) => {
  const opened = readPayload(text, inflate);
  const members = openMembers(opened, inflate).map(({ layer }) => layer);
  return [...opened.layers, ...members].map((layer) => layer.text + Buffer.from(layer.bytes ?? []).toString("latin1"));
};

test.each([
  ["JSON", order],
  ["an SNS notification", sns(order)],
  ["an event", `{"version":"0","id":"1","detail-type":"Order","source":"shop","detail":${order}}`],
  ["base64", base64(order)],
  ["base64 of UTF-16", utf16(order)],
  ["gzip in base64", base64(gzipSync(order))],
  ["deflate without a beginning", base64(deflateRawSync(`${order}${" ".repeat(40)}${order}`))],
  ["gzip in SNS", sns(base64(gzipSync(order)))],
  ["protobuf", base64(protobuf)],
  ["JSON in a member", JSON.stringify({ a: [{ b: order }] })],
  ["gzip in a member", JSON.stringify({ a: base64(gzipSync(order)), note: "of an order that is gone" })],
  ["UTF-16 in a member of a member", JSON.stringify({ a: JSON.stringify({ b: utf16(order) }) })],
  ["a map keyed by people", JSON.stringify({ byPerson: { [WHO]: { seen: 3 } } })],
])("of %s nothing that was masked can be read in any layer, however it is opened again", (_, body) => {
  const payload = readPayload(body, inflate);
  const members = openMembers(payload, inflate);

  const { layers, members: inside } = maskPayload(payload, members, masker(), { inflate });

  const all = [...layers, ...inside].flatMap(legible).join("\n");
  expect(all.replaceAll("\u0000", "")).not.toContain("lovelace");
  expect(all).toContain("‹");
});

test("what holds nothing to mask stays as it is, byte for byte", () => {
  for (const body of ['{"id":12345678901234567890,"total":1.0}', base64(gzipSync("all is well")), "no JSON at all"]) {
    const payload = readPayload(body, inflate);
    const { layers } = maskPayload(payload, openMembers(payload, inflate), masker(), { inflate });
    expect(layers).toEqual(payload.layers.map(({ text }) => text));
  }
});

test("a field that is masked is masked in the error that quotes it, too; numbers keep every digit", () => {
  const payload = readPayload(order, inflate);
  const copy = maskMessage({ attributes: {}, whole: payload, payload }, masker(), inflate);

  expect(copy.text("No account for Ada King")).toBe("No account for ‹name›");
  expect(copy.unquoted("No account for Ada King")).toBe("No account for ‹name›");
  expect(copy.projectedBody).toContain("12345678901234567890");
});
