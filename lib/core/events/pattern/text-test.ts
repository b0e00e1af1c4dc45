import { sourceOf, textOf } from "@/lib/core/messages/exact-json";
import { isJsonObject, type JsonValue, member } from "@/lib/core/messages/json";
import type { Answer } from "./pattern";
import { endsWith, ignoringCase, isSame, matchesWildcard, startsWith, wildcardParts } from "./texts";

/** What is asked of a text, with words after "must". */
export interface TextTest {
  readonly words: string;
  readonly test: (text: string) => Answer;
}

const CASE = "equals-ignore-case";

/** The test that a matcher of texts is; undefined when its argument is none that EventBridge documents. */
export function textTest(name: string, argument: JsonValue): TextTest | undefined {
  const text = textOf(argument);
  const quoted = text === undefined ? "" : JSON.stringify(text);
  if (name === "wildcard") {
    const parts = text === undefined ? undefined : wildcardParts(text);
    return parts && { words: `be like ${quoted}`, test: (found) => matchesWildcard(found, parts) };
  }
  if (name === CASE && text !== undefined)
    return { words: `be ${quoted} in any case`, test: (found) => ignoringCase(isSame, found, text) };
  return name === "prefix" || name === "suffix" ? atAnEnd(name, argument) : undefined;
}

function atAnEnd(name: "prefix" | "suffix", argument: JsonValue): TextTest | undefined {
  const [verb, test] = name === "prefix" ? (["begin", startsWith] as const) : (["end", endsWith] as const);
  const text = textOf(argument);
  if (text !== undefined) return { words: `${verb} with ${JSON.stringify(text)}`, test: (found) => test(found, text) };
  const loose = textOf(member(argument, CASE) ?? null);
  if (loose === undefined || !isJsonObject(argument) || Object.keys(argument).length > 1) return undefined;
  return {
    words: `${verb} with ${JSON.stringify(loose)} in any case`,
    test: (found) => ignoringCase(test, found, loose),
  };
}

/** The source text of a number; undefined for any other leaf. */
export function numberOf(leaf: JsonValue): string | undefined {
  return typeof leaf === "string" && textOf(leaf) === undefined ? sourceOf(leaf) : undefined;
}
