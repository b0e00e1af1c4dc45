import { expect, test } from "vitest";
import { blocksOf, spansOf } from "./markdown-blocks";

test("a text is read block by block", () => {
  const text = [
    "# F-12",
    "",
    "Two lines",
    "of words",
    "- one",
    "- two",
    "",
    "| a | b |",
    "|---|---|",
    "| 1 | x \\| y |",
    "```",
    "# no heading",
    "```",
    "> said",
  ];
  expect(blocksOf(text.join("\n"))).toEqual([
    { kind: "heading", level: 1, text: "F-12" },
    { kind: "paragraph", text: "Two lines\nof words" },
    { kind: "list", items: ["one", "two"] },
    {
      kind: "table",
      rows: [
        ["a", "b"],
        ["1", "x \\| y"],
      ],
    },
    { kind: "code", text: "# no heading" },
    { kind: "quote", text: "said" },
  ]);
});

test("every line ends up somewhere, whatever it says", () => {
  for (const line of ["#", "#no", "-", "|", "```", "`", "**", "[](", "\\", "<script>alert(1)</script>", ">", "1."])
    expect(blocksOf(line)).toHaveLength(1);
});

test("only pages of ours and http(s) addresses become links", () => {
  expect(spansOf("see [F-12](/failures/fc_1) and [log](https://a.example/x)")).toEqual([
    { text: "see " },
    { text: "F-12", href: "/failures/fc_1" },
    { text: " and " },
    { text: "log", href: "https://a.example/x" },
  ]);
  for (const address of ["javascript:alert(1)", "data:text/html,x", "//evil.example"])
    expect(spansOf(`[x](${address})`).some(({ href }) => href !== undefined)).toBe(false);
});

test("markup stays words, and an escaped sign is the sign", () => {
  expect(spansOf("&lt;b&gt; &amp; **&lt;i&gt;**")).toEqual([{ text: "<b> & " }, { text: "<i>", style: "strong" }]);
  expect(spansOf("`&lt;`")).toEqual([{ text: "&lt;", style: "code" }]);
  expect(spansOf("<b>x</b>")).toEqual([{ text: "<b>x</b>" }]);
  expect(
    spansOf("a\\*b")
      .map(({ text }) => text)
      .join(""),
  ).toBe("a*b");
  expect(spansOf("**much** of `it`")).toEqual([
    { text: "much", style: "strong" },
    { text: " of " },
    { text: "it", style: "code" },
  ]);
});
