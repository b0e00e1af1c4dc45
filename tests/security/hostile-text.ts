import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { classify } from "@/lib/core/failures/classify";
import { judgeLogs } from "@/lib/core/failures/evidence/judge-logs";
import { normaliseError } from "@/lib/core/failures/normalise";
import { containsPattern, replacePattern } from "@/lib/core/failures/rules/pattern";
import { loggable } from "@/lib/core/log/loggable";
import { compareTexts } from "@/lib/core/messages/compare";
import { readPayload } from "@/lib/core/messages/payload";
import { revealInvisible } from "@/lib/core/messages/visible-text";
import { createMasker } from "@/lib/core/privacy/masker";
import { DEFAULT_RULES, type MaskingRule } from "@/lib/core/privacy/masking-rule";
import { patternExpression } from "@/lib/core/privacy/pattern";
import { parseQuery } from "@/lib/core/search/parse-query";
import { fragmentOf, knownTerms, sampledTerms } from "@/lib/core/search/suggest";
import { globMatches } from "@/lib/core/selection/glob";
import { browserWords } from "@/lib/core/sign-in/browser-words";

/** Each is this long at most. */
export type HostileTexts = Readonly<Record<string, string>>;

/** Texts on which careless expressions try every way there is. */
export function hostileTexts(length: number): HostileTexts {
  const filled = (unit: string, end = "") => unit.repeat(Math.floor((length - end.length) / unit.length)) + end;
  return {
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
}
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
const inflate = (bytes: Uint8Array) => gunzipSync(bytes, { maxOutputLength: 1024 * 1024 });
const aMessage = (body: string, attribute = "x") => ({
  messageId: "m",
  body,
  attributes: { error: { dataType: "String", stringValue: attribute } },
  system: { DeadLetterQueueSourceArn: source },
});

/** Everything of ours that reads text of users or of messages by expressions. */
export const READERS: Readonly<Record<string, (text: string) => unknown>> = {
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
    GLOBS.map((glob) => [containsPattern(glob, text), replacePattern(text.slice(0, 100_000), glob, "-")]),
  "a grouping rule's own text": (text) => containsPattern(text.slice(0, 1000), "a".repeat(100_000)),
  "globs of the selection": (text) => GLOBS.map((glob) => globMatches(glob, text)),
  "a glob that somebody wrote": (text) => globMatches(text.slice(0, 200), "a".repeat(100_000)),
  "log lines": (text) => judgeLogs([{ at: new Date(0), message: text, stream: "s" }] as never, "m"),
  "what is logged": (text) => loggable({ message: text, err: new Error(text) }),
  "what makes the invisible visible": (text) => revealInvisible(text.slice(0, 200_000)),
  "the comparison of two messages": (text) => compareTexts(text.slice(0, 200_000), `${text.slice(1, 200_000)}y`),
  "the name of a browser": (text) => browserWords(text),
};

/** What took longer than this, or ran out of stack. Refusing a text is fine. */
export function keptBusyBy(read: (text: string) => unknown, texts: HostileTexts, mostMs: number): string[] {
  const busy: string[] = [];
  for (const [name, text] of Object.entries(texts)) {
    const startedAt = performance.now();
    try {
      read(text);
    } catch (error) {
      if (error instanceof RangeError) busy.push(`${name}: ${error.message}`);
    }
    const tookMs = Math.round(performance.now() - startedAt);
    if (tookMs > mostMs) busy.push(`${name}: ${tookMs} ms`);
  }
  return busy;
}
