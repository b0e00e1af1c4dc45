import { PatternProblem } from "./pattern-problem";
import type { ScalarTest } from "./scalar";

interface IpAddress {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

const LOOKS_LIKE_IPV4 = /^\d+\.\d+\.\d+\.\d+$/;
const LOOKS_LIKE_IPV6 = /^[\da-fA-F:]*:[\da-fA-F:]*$/;

/** The address that a text spells, however it spells it; undefined when it is none. */
export function parseIpAddress(text: string): IpAddress | undefined {
  if (LOOKS_LIKE_IPV4.test(text)) return parseIpv4(text);
  return LOOKS_LIKE_IPV6.test(text) ? parseIpv6(text) : undefined;
}

/** Matches the addresses of an IPv4 or IPv6 block such as `10.0.0.0/24`. Throws PatternProblem. */
export function cidrTest(block: unknown): ScalarTest {
  if (typeof block !== "string") throw new PatternProblem("prefix match pattern must be a string");
  const [text, mask, ...more] = block.replace(/\/+$/, "").split("/");
  if (text === undefined || mask === undefined || more.length > 0) {
    throw new PatternProblem("Malformed CIDR, one '/' required");
  }
  if (!/^[+-]?\d+$/.test(mask)) throw new PatternProblem("Malformed CIDR, mask bits must be an integer");
  const maskBits = Number(mask);
  if (maskBits < 0) throw new PatternProblem("Malformed CIDR, mask bits must not be negative");
  const base = addressIn(text);
  if (maskBits >= base.bits) {
    throw new PatternProblem(`${base.bits === 32 ? "IPv4" : "IPv6"} mask bits must be < ${base.bits}`);
  }
  const shift = BigInt(base.bits - maskBits);
  const network = base.value >> shift;
  return (value) => {
    const address = typeof value === "string" ? parseIpAddress(value) : undefined;
    return address?.bits === base.bits && address.value >> shift === network;
  };
}

function addressIn(text: string): IpAddress {
  const address = parseIpAddress(text);
  if (address) return address;
  const looksRight = LOOKS_LIKE_IPV4.test(text) || LOOKS_LIKE_IPV6.test(text);
  throw new PatternProblem(`${looksRight ? "Invalid" : "Nonstandard"} IP address: ${text}`);
}

function parseIpv4(text: string): IpAddress | undefined {
  const parts = text.split(".").map(Number);
  if (parts.some((part) => part > 255)) return undefined;
  return { bits: 32, value: parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n) };
}

function parseIpv6(text: string): IpAddress | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<string>(missing).fill("0"), ...tail];
  if (groups.some((group) => !/^[\da-fA-F]{1,4}$/.test(group))) return undefined;
  return { bits: 128, value: groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n) };
}
