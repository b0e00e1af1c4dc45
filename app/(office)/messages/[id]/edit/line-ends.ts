/** How the lines of a body end. A text field of a browser knows one kind only, so the others are put back afterwards. */
export type LineEnds = "lf" | "crlf" | "mixed";

export function lineEndsOf(body: string): LineEnds {
  if (!body.includes("\r")) return "lf";
  return body.replaceAll("\r\n", "").includes("\r") || /(?:^|[^\r])\n/.test(body) ? "mixed" : "crlf";
}

/** The text of a text field with the line ends that the body had. Of mixed ones nobody could tell which is which. */
export function withLineEnds(text: string, ends: LineEnds): string {
  return ends === "crlf" ? text.replaceAll("\r\n", "\n").replaceAll("\n", "\r\n") : text;
}
