import { addressBytes } from "./address-bytes";

/**
 * Why no request of ours may go to this URL, as far as its text tells; undefined when its addresses decide.
 * `isNamed` says whether an operator named this host, which allows http and private addresses.
 */
export function targetRefusal(url: URL, isNamed: boolean): string | undefined {
  if (url.protocol !== "https:" && !(isNamed && url.protocol === "http:"))
    return "The address must begin with https://.";
  if (url.username || url.password) return "The address may not hold a user name or password.";
  if (url.hostname === "") return "The address names no host.";
  return undefined;
}

/** Whether an operator named this host, alone or with its port; names are compared whole and without regard to case. */
export function isNamedHost(url: URL, names: readonly string[]): boolean {
  const host = url.hostname.toLowerCase();
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return names.some((name) => name.toLowerCase() === host || name.toLowerCase() === `${host}:${port}`);
}

/** The host itself when it is an address and not a name, without the brackets of IPv6. */
export function literalAddress(url: URL): string | undefined {
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  return addressBytes(host) ? host : undefined;
}
