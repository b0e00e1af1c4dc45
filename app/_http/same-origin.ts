import { Refused } from "./problem";

/** The origins under which people reach us: the base URL's, and both names of this machine when it is loopback. */
export function originsOf(baseUrl: string): string[] {
  const url = new URL(baseUrl);
  if (!["localhost", "127.0.0.1"].includes(url.hostname)) return [url.origin];
  return ["localhost", "127.0.0.1"].map((hostname) => {
    const twin = new URL(url);
    twin.hostname = hostname;
    return twin.origin;
  });
}

/**
 * Refuses a change that another site may have sent with our cookie: the browser must name one of our origins, and its
 * fetch metadata, when there is any, must agree. A request with an API token carries no cookie's rights and is exempt.
 */
export function refuseOtherSites(headers: Headers, origins: readonly string[]): void {
  if (headers.has("authorization")) return;
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") throw otherSite();
  const origin = headers.get("origin");
  if (origin === null ? headers.has("cookie") : !origins.includes(origin)) throw otherSite();
}

function otherSite(): Refused {
  const words = "This change does not come from a page of ours. Open the app at its own address, or use an API token.";
  return new Refused(403, "forbidden", words);
}
