/** A part of a text in the Markdown that we write ourselves: headings, lists, tables, code and paragraphs. */
export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "quote"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string };

/** Words within a block: bare, strong, code, or a link to a page of ours or an http(s) address. */
export type Span = { readonly text: string; readonly style?: "strong" | "code"; readonly href?: string };

/** The blocks of a text. What is no Markdown of ours stays a paragraph, word for word. */
export function blocksOf(markdown: string): Block[] {
  const lines = markdown.replaceAll("\r\n", "\n").split("\n");
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? "";
    if (line.trim() === "") {
      at += 1;
      continue;
    }
    const { block, taken } = blockAt(lines, at, line);
    blocks.push(block);
    at += taken;
  }
  return blocks;
}

function blockAt(lines: readonly string[], at: number, line: string): { block: Block; taken: number } {
  const fence = /^(`{3,})/.exec(line)?.[1];
  if (fence !== undefined) {
    const inside = runOf(lines, at + 1, (one) => !one.startsWith(fence));
    return { block: { kind: "code", text: inside.join("\n") }, taken: inside.length + 2 };
  }
  const heading = /^(#{1,6}) +(.*)$/.exec(line);
  if (heading) {
    const depth = heading[1]?.length ?? 1;
    const level = depth === 1 ? 1 : depth === 2 ? 2 : 3;
    return { block: { kind: "heading", level, text: heading[2] ?? "" }, taken: 1 };
  }
  const isItem = (one: string) => /^\s*(?:[-*]|\d+\.) +/.test(one);
  const isRow = (one: string) => one.startsWith("|");
  const isQuote = (one: string) => one.startsWith(">");
  if (isItem(line)) {
    const items = runOf(lines, at, isItem);
    return {
      block: { kind: "list", items: items.map((one) => one.replace(/^\s*(?:[-*]|\d+\.) +/, "")) },
      taken: items.length,
    };
  }
  if (isRow(line)) {
    const rows = runOf(lines, at, isRow);
    const cells = rows.filter((one) => !/^\|[\s:|-]+\|?$/.test(one)).map(cellsOf);
    return { block: { kind: "table", rows: cells }, taken: rows.length };
  }
  if (isQuote(line)) {
    const said = runOf(lines, at, isQuote);
    return {
      block: { kind: "quote", text: said.map((one) => one.replace(/^> ?/, "")).join("\n") },
      taken: said.length,
    };
  }
  const words = runOf(
    lines,
    at,
    (one) => one.trim() !== "" && !isItem(one) && !isRow(one) && !/^(#{1,6} |```|>)/.test(one),
  );
  return { block: { kind: "paragraph", text: words.join("\n") || line }, taken: Math.max(1, words.length) };
}

function runOf(lines: readonly string[], from: number, belongs: (line: string) => boolean): string[] {
  const rest = lines.slice(from);
  const end = rest.findIndex((line) => !belongs(line));
  return end < 0 ? rest : rest.slice(0, end);
}

function cellsOf(row: string): string[] {
  const inner = row.replace(/^\|/, "").replace(/(?<!\\)\|\s*$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim());
}

const SPAN = /`([^`]+)`|\*\*([^*]+)\*\*|\[((?:[^\]\\]|\\.)+)\]\(<?([^()\s>]+)>?\)|\\([\\`*_{}[\]()#+\-.!|<>~&])/g;

const SIGNS: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'" };

/** Signs that were written so that no other reader takes them for markup are signs again: here they are words only. */
function signsOf(text: string): string {
  return text.replaceAll(/&(lt|gt|amp|quot|#39);/g, (whole, name: string) => SIGNS[name] ?? whole);
}

/** The words of a block. A link that leads anywhere but to http(s) or a page of ours stays words. */
export function spansOf(text: string): Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (const found of text.matchAll(SPAN)) {
    if (found.index > end) spans.push({ text: signsOf(text.slice(end, found.index)) });
    end = found.index + found[0].length;
    spans.push(spanOf(found));
  }
  if (end < text.length) spans.push({ text: signsOf(text.slice(end)) });
  return spans;
}

function spanOf([whole, code, strong, label, address, escaped]: RegExpExecArray): Span {
  if (code !== undefined) return { text: code, style: "code" };
  if (strong !== undefined) return { text: bare(strong), style: "strong" };
  if (label !== undefined && address !== undefined)
    return /^(https?:\/\/|\/(?!\/))/i.test(address) ? { text: bare(label), href: address } : { text: whole };
  return { text: escaped ?? whole };
}

function bare(text: string): string {
  return signsOf(text.replaceAll(/\\([\\`*_{}[\]()#+\-.!|<>~&])/g, "$1"));
}
