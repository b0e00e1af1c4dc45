import type { Told } from "@/lib/core/alerts/delivery/told";

/** The plain part of a mail. */
export function textOf({ subject, lines, facts, links, buttons }: Told): string {
  const parts = [
    [subject],
    lines.map(({ text, link }) => (link === null ? `- ${text}` : `- ${link.label}: ${text}\n  ${link.url}`)),
    facts.map(({ label, value }) => `${label}: ${value}`),
    [...buttons, ...links].map(({ label, url }) => `${label}: ${url}`),
  ];
  return parts
    .filter((part) => part.length > 0)
    .map((part) => part.join("\n"))
    .join("\n\n");
}

/** The same as HTML: no images, no scripts, nothing loaded from anywhere; everything that was told is escaped. */
export function htmlOf({ subject, lines, facts, links, buttons }: Told): string {
  const list = lines.map(({ text, link }) =>
    link === null ? `<li>${escaped(text)}</li>` : `<li>${anchor(link.label, link.url)}: ${escaped(text)}</li>`,
  );
  const rows = facts.map(
    ({ label, value }) =>
      `<tr><th align="left" valign="top" style="padding:2px 12px 2px 0;font-weight:600">${escaped(label)}</th><td style="padding:2px 0">${escaped(value)}</td></tr>`,
  );
  const acts = buttons.map(({ label, url }) =>
    anchor(
      label,
      url,
      "display:inline-block;padding:8px 14px;margin-right:8px;border:1px solid #444;border-radius:4px",
    ),
  );
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
    `<body style="font:14px/1.5 sans-serif"><h1 style="font-size:18px">${escaped(subject)}</h1>`,
    list.length > 0 ? `<ul>${list.join("")}</ul>` : "",
    rows.length > 0 ? `<table>${rows.join("")}</table>` : "",
    acts.length > 0 ? `<p>${acts.join("")}</p>` : "",
    links.length > 0 ? `<p>${links.map(({ label, url }) => anchor(label, url)).join(" · ")}</p>` : "",
    "</body></html>",
  ].join("");
}

function anchor(label: string, url: string, style?: string): string {
  return `<a href="${escaped(url)}"${style ? ` style="${style}"` : ""}>${escaped(label)}</a>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
