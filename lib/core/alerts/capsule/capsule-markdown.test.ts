import { expect, test } from "vitest";
import { type CapsuleClass, type CapsuleDocument, openQuestions } from "./capsule";
import { capsuleMarkdown } from "./capsule-markdown";
import { escaped, linked, quoted } from "./markdown";

const CLASS: CapsuleClass = {
  id: "fc_1",
  number: 12,
  title: "Card declined",
  url: "https://dlo.example/failures/fc_1",
  status: "new",
  cause: "timeout",
  account: "shop",
  region: "eu-central-1",
  queue: "orders-dlq",
  pipelines: ["checkout"],
  owner: "payments",
  heldBy: "Ada",
  since: "2026-11-20T02:41:00.000Z",
  sinceNote: "when we first saw it",
  lastSeenAt: "2026-11-20T03:00:00.000Z",
  presentCount: 12,
  totalCount: 14,
  perHour: 3,
  loss: "The first message dies Thu 14:00 UTC.",
  runbook: null,
  suspects: [],
  runs: [
    {
      at: "2026-11-20T03:10:00.000Z",
      by: "Ada",
      words: "R-3 (redrive) is done",
      url: "https://dlo.example/runs/run_3",
    },
  ],
  notes: [],
};
const CAPSULE: CapsuleDocument = {
  subject: { kind: "class", id: "fc_1" },
  title: "F-12 Card declined",
  url: "https://dlo.example/failures/fc_1",
  at: "2026-11-20T03:30:00.000Z",
  by: "Ada",
  note: null,
  places: [],
  accountIds: [],
  alert: null,
  classes: [CLASS],
  moreClassCount: 0,
  links: [],
};

test("a hand-over says what, since when, how many, why, how long still, who has it and what was tried", () => {
  const text = capsuleMarkdown(CAPSULE);
  for (const told of [
    "# Hand-over: F-12 Card declined",
    "As it was 2026-11-20 03:30 UTC, written by Ada. [How it is now](https://dlo.example/failures/fc%5F1)",
    "- **Since**: 2026-11-20 02:41 UTC, when we first saw it",
    "- **Count**: 12 wait, 14 in all; 3 in the last hour; last seen 2026-11-20 03:00 UTC",
    "- **Cause**: timeout",
    "- **Loss**: The first message dies Thu 14:00 UTC.",
    "- **Pipeline**: checkout",
    "- **Who has it**: Ada",
    "- 2026-11-20 03:10 UTC, Ada: [R-3 (redrive) is done](https://dlo.example/runs/run%5F3)",
  ])
    expect(text).toContain(told);
  expect(text).not.toContain("Open questions");
});

const HOSTILE = [
  "[click](javascript:alert(1))",
  "![x](https://evil.example/?leak)",
  "<img src=x onerror=alert(1)>",
  "# heading",
  "a\n\n# heading\n- item",
  "`code` **bold** _it_ ~~x~~",
  "| a | b |",
  "&lt;script&gt;",
  "@everyone <!channel> https://evil.example",
  "\u202egnp.exe",
  "[a]: https://evil.example",
  "1. item",
  "- item",
  "www.evil.example",
  "\\[x](y)",
];
test.each(HOSTILE)("a hostile text %j stays text wherever it stands", (text) => {
  const one = { ...CLASS, title: text, owner: text, heldBy: text, loss: text, suspects: [text], sinceNote: text };
  const notes = [{ at: CAPSULE.at, by: text, text }];
  const runs = [{ at: CAPSULE.at, by: text, words: text, url: "javascript:alert(1)" }];
  const hostile = { ...CAPSULE, title: text, note: text, by: text, classes: [{ ...one, notes, runs, runbook: text }] };
  const markdown = capsuleMarkdown(hostile).replaceAll(/\\./g, "");
  const ours = /\*\*[\w ,]+\*\*|\[([^\]]*)\]\(https:\/\/dlo\.example[^)]*\)|^> ?/gm;

  expect(markdown.replace(ours, "$1")).not.toMatch(/[<>@`*_[\]|~\u202e]|:\/\/|www\./);
  expect([...markdown.matchAll(/\]\(([^)]*)\)/g)].map(([, url]) => new URL(url ?? "").host)).toEqual(
    Array(2).fill("dlo.example"),
  );
  expect(markdown.split("\n").filter((line) => line.startsWith("#"))).toHaveLength(2);
});

test.each([
  ["https://x.example/a(b)_c", "[x](https://x.example/a%28b%29%5Fc)"],
  ["javascript:alert(1)", "x"],
  ["https://", "x"],
  ["data:text/html,x", "x"],
])("an address %s is a link only where it is one of the web", (url, shown) => {
  expect(linked("x", url)).toBe(shown);
});

test("a note of several lines is one quotation", () => {
  expect(quoted("one\n# two\r\n\nthree")).toBe("> one\n> \\# two\n>\n> three");
  expect(escaped(" a \n b ")).toBe("a b");
});

test.each<[string, Partial<CapsuleClass>, string[]]>([
  ["what is held, owned, explained and tried asks nothing", {}, []],
  ["no owner", { owner: null }, ["Who answers for F-12? No owner is known."]],
  ["no cause", { cause: "unknown" }, ["Why does F-12 fail? Its cause is not known."]],
  ["blind", { perHour: null }, ["Does F-12 go on? Nobody can count it now."]],
  ["untried", { runs: [] }, ["What becomes of the 12 that wait in F-12? Nothing was tried yet."]],
  ["nobody has it", { heldBy: null }, ["Who has it now? Nobody has said so."]],
  ["what is over asks nothing", { presentCount: 0, status: "resolved", owner: null, cause: "unknown" }, []],
])("open questions: %s", (_, more, questions) => {
  expect(openQuestions({ alert: null, classes: [{ ...CLASS, ...more }] })).toEqual(questions);
});
