import { isScalar, type Node } from "yaml";
import type { z } from "zod";
import { didYouMean } from "../nearest";

type Issue = z.core.$ZodIssue;

/** What is wrong at a place, in words that say how to mend it; `node` is what is written there. */
export function explainIssue(issue: Issue, node: Node | undefined): string {
  if (!node && issue.code !== "custom") return "is missing";
  const written = isScalar(node) && typeof node.value !== "string" ? (node.source ?? "") : undefined;
  switch (issue.code) {
    case "invalid_type":
      return wrongType(issue.expected, written);
    case "invalid_value":
      return wrongValue(issue.values, written) ?? issue.message;
    case "invalid_union":
      return (
        issue.errors
          .map(([first]) => (first ? explainIssue(first, node) : undefined))
          .filter((text) => text !== undefined)
          .at(-1) ?? issue.message
      );
    case "too_small":
      return issue.message.startsWith("Too small") ? "must not be empty" : issue.message;
    case "too_big":
      return `must have at most ${issue.maximum} ${issue.origin === "array" ? "entries" : "characters"}`;
    default:
      return issue.message;
  }
}

/** Keys that nobody knows, each with the one that was probably meant. */
export function explainKey(key: string, known: readonly string[]): string {
  if (key === "<<") return "is not known here: write the keys out instead of merging them";
  return `is not known here.${didYouMean(key, known) || (known.length > 0 ? ` Known are ${known.join(", ")}.` : "")}`;
}

const NEEDED: Readonly<Record<string, string>> = {
  boolean: "must be true or false",
  array: "must be a list",
  object: "must be a group of keys and values",
};

function wrongType(expected: string, written: string | undefined): string {
  if (written === "") return `is empty: ${NEEDED[expected] ?? "it needs a value"}`;
  if (expected !== "string") return NEEDED[expected] ?? `must be a ${expected}`;
  if (written === undefined) return "must be one text";
  const why = /^\d+$/.test(written)
    ? "without quotes YAML reads a number and drops leading zeros"
    : "it is read as text then";
  return `must be in quotes, "${written}": ${why}`;
}

function wrongValue(allowed: readonly unknown[], written: string | undefined): string | undefined {
  if (written === "") return "is empty: it needs a value";
  if (written !== undefined && allowed.includes(written)) return `must be in quotes, "${written}"`;
  return allowed.length > 1 ? `must be one of ${allowed.join(", ")}` : undefined;
}
