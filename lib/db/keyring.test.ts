import { expect, test } from "vitest";
import { openKeyring } from "./keyring";

const keyOf = (byte: number) => Buffer.alloc(32, byte).toString("base64");
const OLD = keyOf(1);
const NEW = keyOf(2);
const secret = Buffer.from("0123456789abcdef0123456789abcdef");
const wrappedBy = (keys: string, place: string) => {
  const keyring = openKeyring(keys);
  const { nonce, sealed } = keyring.wrap(keyring.held[0], secret, place);
  return { masterKeyId: keyring.held[0], nonce, wrapped: sealed };
};

test.each([
  ["commas", `${OLD},${NEW}`],
  ["lines, the last one ended", `${OLD}\n${NEW}\n`],
  ["both, one key told twice", ` ${OLD}, ${NEW}\n${OLD}`],
])("several keys may stand between %s", (_, text) => {
  expect(openKeyring(text).held).toEqual([openKeyring(OLD).held[0], openKeyring(NEW).held[0]]);
});

test.each([
  ["no key", " \n", /holds no key/],
  ["a key that is too short", Buffer.alloc(16).toString("base64"), /32 bytes as base64.*has 16/],
  ["a good one and a bad one", `${OLD},c2hvcnQ=`, /has 5/],
])("%s is refused", (_, text, told) => {
  expect(() => openKeyring(text)).toThrow(told);
});

test("what an old key wrapped opens while the process holds it, and names it when it does not", () => {
  const box = wrappedBy(OLD, "key_1");

  expect(openKeyring(`${NEW},${OLD}`).unwrap(box, "key_1")).toEqual(secret);
  expect(() => openKeyring(NEW).unwrap(box, "key_1")).toThrow(`sealed under master key ${box.masterKeyId}`);
  expect(() => openKeyring(NEW).wrap(box.masterKeyId, secret, "key_1")).toThrow(box.masterKeyId);
});

test.each([
  ["moved to another row", {}, "key_2"],
  [
    "changed by a bit",
    { wrapped: Buffer.concat([wrappedBy(OLD, "key_1").wrapped.subarray(1), Buffer.of(1)]) },
    "key_1",
  ],
  ["said to be another key's", { masterKeyId: openKeyring(NEW).held[0] }, "key_1"],
])("a wrapped key that was %s does not open", (_, change, place) => {
  const box = { ...wrappedBy(OLD, "key_1"), ...change };

  expect(() => openKeyring(`${OLD},${NEW}`).unwrap(box, place)).toThrow();
});

test("secrets come from the root secret alone, one for each purpose, and not before it was read", () => {
  const keyring = openKeyring(OLD);
  expect(() => keyring.secret("audit")).toThrow(/locked/);
  const other = openKeyring(NEW);
  for (const one of [keyring, other]) one.unlock(secret);

  expect(keyring.secret("audit")).toEqual(other.secret("audit"));
  expect(keyring.secret("audit")).toHaveLength(32);
  expect(keyring.secret("audit")).not.toEqual(keyring.secret("search"));
});
