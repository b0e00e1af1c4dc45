import { lookup } from "node:dns/promises";
import { Invalid } from "@/lib/core/errors";
import { isNamedHost, literalAddress, targetRefusal } from "@/lib/core/net/outgoing-target";
import { kindOfAddress } from "@/lib/core/net/public-address";

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

export interface AddressSettings {
  /** Hosts that an operator named: `host` or `host:port`. http and private addresses are allowed there, nowhere else. */
  readonly namedHosts: readonly string[];
  /** All addresses of a name. */
  readonly resolve?: ((hostname: string) => Promise<readonly Address[]>) | undefined;
}

/** The addresses to connect to for a host and port; each was checked. Throws `TargetRefused` when one is not allowed. */
export type GuardedAddress = (host: string, port: number) => Promise<readonly Address[]>;

/** No request went out, and why. The words name no address that was found, so that nobody can map a network with them. */
export class TargetRefused extends Invalid {}

/** The guard of `createGuardedFetch` for what speaks something else than http: whoever asks connects to what it answers. */
export function createGuardedAddress(settings: AddressSettings): GuardedAddress {
  return async (host, port) => {
    const url = urlOf(host, port);
    return checkedAddresses(url, settings);
  };
}

/** All addresses of a URL's host, each of them allowed. */
export async function checkedAddresses(
  url: URL,
  { namedHosts, resolve = resolveAll }: AddressSettings,
): Promise<readonly Address[]> {
  const isNamed = isNamedHost(url, namedHosts);
  const refusal = targetRefusal(url, isNamed);
  if (refusal) throw new TargetRefused(refusal);
  const literal = literalAddress(url);
  const addresses = literal ? [addressOf(literal)] : await resolve(url.hostname);
  const isAllowed = ({ address }: Address) => {
    const kind = kindOfAddress(address);
    return kind === "public" || (isNamed && kind === "private");
  };
  if (addresses.length === 0 || !addresses.every(isAllowed))
    throw new TargetRefused(
      "The host has an address that is not public. An operator can name it in DLO_ALLOWED_PRIVATE_HOSTS.",
    );
  return addresses;
}

/** As a URL the host is read like everywhere else: other spellings of an address become the usual one. */
function urlOf(host: string, port: number): URL {
  const text = `https://${host.includes(":") && !host.startsWith("[") ? `[${host}]` : host}:${port}/`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.pathname !== "/" || url.search !== "" || url.hash !== "")
    throw new TargetRefused("The host is no host name.");
  return url;
}

async function resolveAll(hostname: string): Promise<readonly Address[]> {
  const found = await lookup(hostname, { all: true });
  return found.map(({ address }) => addressOf(address));
}

function addressOf(address: string): Address {
  return { address, family: address.includes(":") ? 6 : 4 };
}
