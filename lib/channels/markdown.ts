/**
 * Text of others as Markdown that shows it and does nothing: it names nobody, refers to no issue and closes none, links nowhere and
 * holds no HTML. An invisible joiner parts an `@` or `#` from what follows.
 */
export function inertMarkdown(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]<>()!|~]/g, "\\$&")
    .replace(/[@#]/g, "$&\u2060")
    .replace(/\bGH-(?=\d)/gi, "$&\u2060")
    .replace(/(https?):\/\//gi, "$1:\u2060//")
    .replace(/^([-+]|\d+\.)(?=\s)/, "\\$1");
}
