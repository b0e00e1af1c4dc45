const ENTITIES: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", "&": "&amp;", "@": "&#64;" };

/**
 * Whatever a text holds, as Markdown that shows it and does nothing else: one line, no links, no HTML, no mentions. What means
 * something only at the beginning of a line is left as it is elsewhere, so that people can read the source.
 */
export function escaped(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim()
    .replace(/[\\`*_[\]~|]|:(?=\/\/)|(?<=\bwww)\.|^[#+\-=]|(?<=^\d{1,9})[.)]/gi, "\\$&")
    .replace(/[<>&@]/g, (sign) => ENTITIES[sign] ?? "");
}

/** The same of several lines, each as a line of a quotation. */
export function quoted(text: string): string {
  return text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map((line) => `> ${escaped(line)}`.trimEnd())
    .join("\n");
}

/** A link where the address is one of the web, and else the words alone. */
export function linked(label: string, url: string): string {
  const address = webAddress(url);
  return address === undefined ? escaped(label) : `[${escaped(label)}](${address})`;
}

function webAddress(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text).href.replace(/[()<>\\`*_[\]|]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** `2026-11-20 02:41 UTC` */
export function utcMinute(iso: string): string {
  return `${iso.slice(0, 16).replace("T", " ")} UTC`;
}
