import { sourceOf, textOf } from "@/lib/core/messages/exact-json";
import { isJsonObject, type JsonValue } from "@/lib/core/messages/json";
import { exactJsonText } from "../fill-template";
import { isWithin, readAddress, readNetwork } from "./addresses";
import { compares, isSameNumber } from "./numbers";
import { type Answer, anyOf, type FieldMatcher, not } from "./pattern";
import { readAnythingBut } from "./read-anything-but";
import { readBounds } from "./read-bounds";
import { numberOf, textTest } from "./text-test";

/** One item of a field's list, out of `ExactJson`. What this version cannot read is kept as that, never guessed. */
export function readMatcher(item: JsonValue): FieldMatcher {
  if (Array.isArray(item)) return unreadable(item);
  if (!isJsonObject(item)) return { kind: "value", words: `be ${sourceOf(item)}`, test: (leaf) => isValue(leaf, item) };
  const [only, ...others] = Object.entries(item);
  if (!only || others.length > 0) return unreadable(item);
  const [name, argument] = only;
  const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  return read?.(argument) ?? unreadable(item);
}

type Reader = (argument: JsonValue) => FieldMatcher | undefined;

const READERS: Readonly<Record<string, Reader>> = {
  prefix: (argument) => ofTexts("prefix", argument),
  suffix: (argument) => ofTexts("suffix", argument),
  "equals-ignore-case": (argument) => ofTexts("equals-ignore-case", argument),
  wildcard: (argument) => ofTexts("wildcard", argument),
  "anything-but": readAnythingBut,
  numeric: readNumeric,
  exists: readExists,
  cidr: readCidr,
};

/** Text, number, true, false or null: the very same. Addresses are compared as such, which the user guide does not say. */
function isValue(leaf: JsonValue, wanted: JsonValue): Answer {
  if (leaf === wanted) return true;
  const [a, b] = [numberOf(leaf), numberOf(wanted)];
  if (a !== undefined && b !== undefined) return isSameNumber(b, a);
  const [here, there] = [leaf, wanted].map((one) => readAddress(textOf(one) ?? ""));
  if (here && there && here.bits === there.bits && here.value === there.value)
    return { doubt: "it is the same address, written in another way" };
  return false;
}

function ofTexts(name: string, argument: JsonValue): FieldMatcher | undefined {
  const test = textTest(name, argument);
  if (!test) return undefined;
  return { kind: "value", words: test.words, test: (leaf) => withText(leaf, test.test) };
}

function withText(leaf: JsonValue, test: (text: string) => Answer): Answer {
  const text = textOf(leaf);
  return text !== undefined && test(text);
}

function readNumeric(argument: JsonValue): FieldMatcher | undefined {
  const bounds = readBounds(argument);
  if (!bounds) return undefined;
  return {
    kind: "value",
    words: `be a number ${bounds.map(({ comparison, bound }) => `${comparison} ${bound}`).join(" and ")}`,
    test(leaf) {
      const found = numberOf(leaf);
      if (found === undefined) return false;
      return not(anyOf(bounds.map(({ comparison, bound }) => not(compares(found, comparison, bound)))));
    },
  };
}

function readExists(argument: JsonValue): FieldMatcher | undefined {
  if (typeof argument !== "boolean") return undefined;
  return { kind: "exists", words: argument ? "be there" : "not be there", isWanted: argument };
}

function readCidr(argument: JsonValue): FieldMatcher | undefined {
  const text = textOf(argument);
  const network = readNetwork(text ?? "");
  if (!network) return undefined;
  return {
    kind: "value",
    words: `be an IP address in ${text}`,
    test: (leaf) =>
      withText(leaf, (found) => {
        const address = readAddress(found);
        return address !== undefined && isWithin(address, network);
      }),
  };
}

function unreadable(item: JsonValue): FieldMatcher {
  const text = exactJsonText(item);
  return { kind: "unreadable", words: `match ${text}`, doubt: `this version cannot read ${text}` };
}
