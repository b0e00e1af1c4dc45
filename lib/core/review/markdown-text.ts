/** Text of others in one line of Markdown that shows it and does nothing: no link, no HTML, no heading. */
export function inline(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_{}[\]<>|~#]/g, "\\$&")
    .replace(/(https?):\/\//gi, "$1:\u2060//")
    .replace(/^(\d*)([-+.)])(?=\s)/, "$1\\$2");
}

/** Text that somebody wrote in several lines, each kept. */
export function lines(text: string): string {
  return text.split(/\r?\n/).map(inline).join("\n> ");
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "None.";
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map((cells) => line(cells.map(inline)))].join("\n");
}
