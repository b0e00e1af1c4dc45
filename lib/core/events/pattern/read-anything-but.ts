import { sourceOf, textOf } from "@/lib/core/messages/exact-json";
import { isJsonObject, type JsonValue } from "@/lib/core/messages/json";
import { isSameNumber } from "./numbers";
import { type Answer, anyOf, type FieldMatcher, not } from "./pattern";
import { numberOf, type TextTest, textTest } from "./text-test";

/**
 * `anything-but` with a text, a number, a list of either, or with one of the matchers of texts, which may have a list too.
 * The field must be there: what is not there is not anything. Undefined when EventBridge would refuse it.
 */
export function readAnythingBut(argument: JsonValue): FieldMatcher | undefined {
  return isJsonObject(argument) ? butLike(argument) : butValues(listOf(argument));
}

function butValues(values: readonly JsonValue[]): FieldMatcher | undefined {
  const areNumbers = values.every((one) => numberOf(one) !== undefined);
  const areTexts = values.every((one) => textOf(one) !== undefined);
  if (values.length === 0 || (!areNumbers && !areTexts)) return undefined;
  return {
    kind: "value",
    words: `be anything but ${values.map(sourceOf).join(", ")}`,
    test: (leaf) => not(anyOf(values.map((value) => isOne(leaf, value)))),
  };
}

function isOne(leaf: JsonValue, value: JsonValue): Answer {
  const [found, wanted] = [numberOf(leaf), numberOf(value)];
  return found !== undefined && wanted !== undefined ? isSameNumber(wanted, found) : leaf === value;
}

function butLike(argument: { readonly [name: string]: JsonValue }): FieldMatcher | undefined {
  const [only, ...others] = Object.entries(argument);
  if (!only || others.length > 0) return undefined;
  const tests = listOf(only[1]).map((one) => (textOf(one) === undefined ? undefined : textTest(only[0], one)));
  const read = tests.filter((test): test is TextTest => test !== undefined);
  if (read.length === 0 || read.length < tests.length) return undefined;
  return {
    kind: "value",
    words: read.map(({ words }) => `not ${words}`).join(" and "),
    test(leaf) {
      const text = textOf(leaf);
      if (text === undefined) return { doubt: "nobody documents what this asks of a value that is no text" };
      return not(anyOf(read.map(({ test }) => test(text))));
    },
  };
}

function listOf(value: JsonValue): readonly JsonValue[] {
  return Array.isArray(value) ? value : [value];
}
