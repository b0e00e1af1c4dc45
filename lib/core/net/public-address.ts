import { addressBytes } from "./address-bytes";

/**
 * - `public`: anybody on the internet could be asked there.
 * - `private`: this machine or somebody's own network. Allowed where an operator named the host.
 * - `forbidden`: never allowed: instance metadata, link-local, multicast, reserved, or no address at all.
 */
export type AddressKind = "public" | "private" | "forbidden";

/** Where an address lies. IPv4 inside IPv6 (mapped, NAT64) is judged as that IPv4; 6to4 and Teredo are never allowed. */
export function kindOfAddress(text: string): AddressKind {
  const bytes = addressBytes(text);
  if (!bytes) return "forbidden";
  return bytes.length === 4 ? kindOfV4(bytes) : kindOfV6(bytes);
}

/** Whether anybody on the internet could be asked at this address. */
export function isPublicAddress(text: string): boolean {
  return kindOfAddress(text) === "public";
}

type Row = readonly [range: string, kind: AddressKind];

/** From IANA's special-purpose registries, and the metadata addresses of clouds. The first row that fits decides. */
const V4: readonly Row[] = [
  ["169.254.0.0/16", "forbidden"],
  ["100.100.100.200/32", "forbidden"],
  ["168.63.129.16/32", "forbidden"],
  ["10.0.0.0/8", "private"],
  ["127.0.0.0/8", "private"],
  ["172.16.0.0/12", "private"],
  ["192.168.0.0/16", "private"],
  ["100.64.0.0/10", "private"],
  ["0.0.0.0/8", "forbidden"],
  ["192.0.0.0/24", "forbidden"],
  ["192.0.2.0/24", "forbidden"],
  ["192.31.196.0/24", "forbidden"],
  ["192.52.193.0/24", "forbidden"],
  ["192.88.99.0/24", "forbidden"],
  ["192.175.48.0/24", "forbidden"],
  ["198.18.0.0/15", "forbidden"],
  ["198.51.100.0/24", "forbidden"],
  ["203.0.113.0/24", "forbidden"],
  ["224.0.0.0/4", "forbidden"],
  ["240.0.0.0/4", "forbidden"],
];

/** Only 2000::/3 is given out at all; what is not named here lies outside of it. */
const V6: readonly Row[] = [
  ["::1/128", "private"],
  ["fd00:ec2::/32", "forbidden"],
  ["fd20:ce::/32", "forbidden"],
  ["fc00::/7", "private"],
  ["2001::/23", "forbidden"],
  ["2001:db8::/32", "forbidden"],
  ["2002::/16", "forbidden"],
  ["2620:4f:8000::/48", "forbidden"],
  ["3fff::/20", "forbidden"],
  ["2000::/3", "public"],
];

/** What carries an IPv4 address in its last four bytes: mapped, and NAT64. */
const MAPPED = "::ffff:0:0/96";
const NAT64 = "64:ff9b::/96";

function kindOfV4(bytes: readonly number[]): AddressKind {
  return V4.find(([range]) => isIn(bytes, range))?.[1] ?? "public";
}

function kindOfV6(bytes: readonly number[]): AddressKind {
  if (isIn(bytes, MAPPED)) return kindOfV4(bytes.slice(12));
  // A translated way to somebody's own network is no address that an operator would name.
  if (isIn(bytes, NAT64)) return kindOfV4(bytes.slice(12)) === "public" ? "public" : "forbidden";
  return V6.find(([range]) => isIn(bytes, range))?.[1] ?? "forbidden";
}

function isIn(bytes: readonly number[], range: string): boolean {
  const [base = "", length = ""] = range.split("/");
  const bits = Number(length);
  const wanted = addressBytes(base) ?? [];
  if (wanted.length !== bytes.length) return false;
  return wanted.every((byte, index) => {
    const mask = 0xff & ~(0xff >> Math.min(8, Math.max(0, bits - index * 8)));
    return ((bytes[index] ?? 0) & mask) === (byte & mask);
  });
}
