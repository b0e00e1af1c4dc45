/** What a template may speak of. Times in milliseconds since 1970, as Datadog and Grafana take them. */
export const PLACEHOLDERS = [
  "messageId",
  "traceId",
  "correlationId",
  "queue",
  "account",
  "region",
  "class",
  "from",
  "until",
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];
export type LinkValues = { readonly [K in Placeholder]?: string | undefined };
export interface LinkTemplate {
  readonly label: string;
  readonly url: string;
}
export interface LeftOut {
  readonly label: string;
  readonly why: string;
}
export interface Links {
  readonly items: LinkTemplate[];
  readonly leftOut: LeftOut[];
}

const WORDS: Readonly<Record<Placeholder, string>> = {
  messageId: "message id",
  traceId: "trace id",
  correlationId: "correlation id",
  queue: "queue",
  account: "account",
  region: "Region",
  class: "failure class",
  from: "beginning",
  until: "end",
};
const MARK = /\{([^{}]*)\}/g;

/** The addresses of these templates; one of which a value is missing is left out, and says which, or `why` where that is known. */
export function linksFrom(templates: readonly LinkTemplate[], values: LinkValues, why: LinkValues = {}): Links {
  const links: Links = { items: [], leftOut: [] };
  for (const template of templates) {
    const filled = fill(template, values, why);
    if ("url" in filled) links.items.push(filled);
    else links.leftOut.push(filled);
  }
  return links;
}

function fill({ label, url }: LinkTemplate, values: LinkValues, why: LinkValues): LinkTemplate | LeftOut {
  const named = [...url.matchAll(MARK)].map(([, name = ""]) => name);
  const unknown = named.find((name) => !isPlaceholder(name));
  if (unknown !== undefined) return { label, why: `Its template names {${unknown}}, which is not one of ours.` };
  const missing = named.filter(isPlaceholder).find((name) => !values[name]);
  if (missing !== undefined) return { label, why: why[missing] ?? `No ${WORDS[missing]} is known here.` };
  const filled = url.replace(MARK, (_, name: string) =>
    isPlaceholder(name) ? encodeURIComponent((values[name] ?? "").toWellFormed()) : "",
  );
  // A value in the place of the host would decide where the reader is sent.
  if (!isSafe(url, filled)) return { label, why: "Its template does not fix the host." };
  return { label, url: filled };
}

function isPlaceholder(name: string): name is Placeholder {
  return PLACEHOLDERS.some((known) => known === name);
}

function isSafe(template: string, filled: string): boolean {
  const host = /^https:\/\/([^/?#]*)/.exec(template)?.[1];
  return host !== undefined && !/[{}\\@]/.test(host.replaceAll("{region}", "")) && URL.canParse(filled);
}
