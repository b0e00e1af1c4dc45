import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { loggable } from "@/lib/core/log/loggable";
import { classify } from "./failures/classify";
import { judgeLogs } from "./failures/evidence/judge-logs";
import { normaliseError } from "./failures/normalise";
import { applyRules, type BeforeRules } from "./failures/rules/apply";
import { containsPattern, replacePattern } from "./failures/rules/pattern";
import { compareTexts } from "./messages/compare";
import { readPayload } from "./messages/payload";
import { revealInvisible } from "./messages/visible-text";
import { createMasker } from "./privacy/masker";
import { DEFAULT_RULES, type MaskingRule } from "./privacy/masking-rule";
import { patternExpression } from "./privacy/pattern";
import { parseQuery } from "./search/parse-query";
import { fragmentOf, knownTerms, sampledTerms } from "./search/suggest";
import { globMatches } from "./selection/glob";
import { browserWords } from "./sign-in/browser-words";

const MIB = 1024 * 1024;
/** A reader that takes time in proportion needs a few hundred; one that tries every way needs hours. */
const MOST_MS = 3000;

const filled = (unit: string, end = "") => unit.repeat(Math.floor((MIB - end.length) / unit.length)) + end;
/** Texts on which careless expressions try every way there is. */
const HOSTILE: Readonly<Record<string, string>> = {
  "a's and no b": filled("a", "!"),
  "the expression itself": filled("(a+)+$"),
  digits: filled("1", "x"),
  "groups of digits": filled("1 234 ", "x"),
  "digits and dots": filled("1.", "x"),
  blanks: filled(" ", "x"),
  "blanks and letters": filled("a ", "\u0000"),
  tabs: filled("\t", "x"),
  "line ends": filled("\n", "x"),
  quotes: filled(`'"`, "x"),
  "open quotes": filled(`"a`, "x"),
  backslashes: filled("\\", '"'),
  "opening brackets": filled("["),
  "opening braces": filled('{"a":'),
  "at signs": filled("a@", "x"),
  "dots and at signs": filled("a.a@a.", "@"),
  "hosts without an end": filled("a.b-", "!"),
  "slashes and colons": filled("https://a:", "x"),
  "stack frames": filled("\n    at a (b:1:2)", "x"),
  "half stack frames": filled(" at a".repeat(40), "("),
  "base64 that is none": filled("QUJD", "!"),
  "hex that is none": filled("0f", "!"),
  "UUIDs without an end": filled("123e4567-e89b-12d3-a456-", "x"),
  durations: filled("1h2m3s", "!"),
  "plus signs": filled("+", "1"),
  "percent signs": filled("%25", "%"),
  "marks on a letter": filled("e\u0301"),
  "half characters": filled("\ud800"),
  "letters and marks": filled("\u0130"),
  "words like times": filled("2026-11-21T", "x"),
  "card numbers": filled("4539 1488 0343 6467 ", "x"),
  "half tokens": filled("eyJ", "."),
  "names of secrets": filled("token=", "x"),
  "wild cards": filled("*a", "b"),
};
const PATTERN_RULES: MaskingRule[] = ["CUST-######", "aaaa*####", "####*aaa1", "\\(a\\+\\)\\+1"].map(
  (pattern, index) => ({
    id: `p${index}`,
    name: pattern,
    isOn: true,
    find: { kind: "pattern", pattern },
    where: "storage",
    keepsToken: false,
  }),
);
const GLOBS = ["a*a*a*a*b", "*?*?*?*?x", "(a+)+$"];
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const source = "arn:aws:sqs:eu-west-1:1:orders";
const graph = { queueArn: "arn:aws:sqs:eu-west-1:1:orders-dlq", knownSourceQueueArns: [source] };
const inflate = (bytes: Uint8Array) => gunzipSync(bytes, { maxOutputLength: MIB });
const aMessage = (body: string, attribute = "x") => ({
  messageId: "m",
  body,
  attributes: { error: { dataType: "String", stringValue: attribute } },
  system: { DeadLetterQueueSourceArn: source },
});

/** Everything of ours that reads text of users or of messages by expressions. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  "the search language": (text) => parseQuery(text),
  "the search language behind a field": (text) => parseQuery(`body.a="${text}`),
  "suggestions for a filter": (text) => knownTerms(fragmentOf(text) as never),
  "suggested values": (text) => sampledTerms(fragmentOf("body.a=") as never, [{ body: { a: text } }] as never),
  "the normaliser of errors": (text) => normaliseError(text),
  "the classifiers, of a body": (text) => classify(aMessage(text), graph, sha256),
  "the classifiers, of an error": (text) => classify(aMessage(JSON.stringify({ errorMessage: text })), graph, sha256),
  "the classifiers, of an attribute": (text) => classify(aMessage("{}", text), graph, sha256),
  "the layers of a body": (text) => readPayload(text, inflate as never),
  "masking by detectors": (text) => createMasker(DEFAULT_RULES, () => "t").text(text),
  "masking inside JSON": (text) => createMasker(DEFAULT_RULES, () => "t").text(JSON.stringify({ a: text })),
  "masking by patterns": (text) => createMasker(PATTERN_RULES, () => "t").text(text),
  "the expression of a pattern": (text) => patternExpression(text.slice(0, 64)),
  "patterns of grouping rules": (text) =>
    GLOBS.map((glob) => [containsPattern(glob, text), replacePattern(text, glob, "-")]),
  "a grouping rule's own text": (text) => containsPattern(text.slice(0, 1000), "a".repeat(100_000)),
  "globs of the selection": (text) => GLOBS.map((glob) => globMatches(glob, text)),
  "a glob that somebody wrote": (text) => globMatches(text.slice(0, 200), "a".repeat(100_000)),
  "log lines": (text) => judgeLogs([{ at: new Date(0), message: text, stream: "s" }] as never, "m"),
  "what is logged": (text) => loggable({ message: text, err: new Error(text) }),
  "what makes the invisible visible": (text) => revealInvisible(text.slice(0, 200_000)),
  "the comparison of two messages": (text) => compareTexts(text.slice(0, 200_000), `${text.slice(1, 200_000)}y`),
  "the name of a browser": (text) => browserWords(text),
};

test.each(Object.entries(READERS))(
  "%s is not kept busy by any text",
  (_, read) => {
    const slow: string[] = [];
    for (const [name, text] of Object.entries(HOSTILE)) {
      const startedAt = performance.now();
      try {
        read(text);
      } catch (error) {
        // Refusing is fine; running out of stack is not.
        if (error instanceof RangeError) slow.push(`${name}: ${error.message}`);
      }
      const tookMs = Math.round(performance.now() - startedAt);
      if (process.env.DLO_REDOS_TIMES && tookMs > 200) console.log(_, name, tookMs);
      if (tookMs > MOST_MS) slow.push(`${name}: ${tookMs} ms`);
    }

    expect(slow).toEqual([]);
  },
  120_000,
);
