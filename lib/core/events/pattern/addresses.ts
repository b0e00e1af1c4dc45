export interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** An IPv4 or IPv6 address; undefined for any other text. */
export function readAddress(text: string): Address | undefined {
  return /^\d+\.\d+\.\d+\.\d+$/.test(text)
    ? readV4(text)
    : /^[\da-f:]*:[\da-f:]*$/i.test(text)
      ? readV6(text)
      : undefined;
}

export interface Network extends Address {
  readonly prefix: number;
}

/** A network as `address/bits`, fewer bits than the address has, as EventBridge wants it. */
export function readNetwork(text: string): Network | undefined {
  const [, ip = "", bits = ""] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const address = readAddress(ip);
  const prefix = Number(bits);
  return address && prefix < address.bits ? { ...address, prefix } : undefined;
}

export function isWithin(address: Address, network: Network): boolean {
  const rest = BigInt(network.bits - network.prefix);
  return address.bits === network.bits && address.value >> rest === network.value >> rest;
}

function readV4(text: string): Address | undefined {
  const parts = text.split(".").map(Number);
  if (parts.some((part) => part > 255)) return undefined;
  return { bits: 32, value: joined(parts, 8n) };
}

function readV6(text: string): Address | undefined {
  const halves = text.split("::");
  const [head = [], tail = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const gap = 8 - head.length - tail.length;
  if (halves.length > 2 || (halves.length === 2 ? gap < 1 : gap !== 0)) return undefined;
  const groups = [...head, ...Array<string>(gap).fill("0"), ...tail];
  if (groups.some((group) => !/^[\da-f]{1,4}$/i.test(group))) return undefined;
  return {
    bits: 128,
    value: joined(
      groups.map((group) => Number.parseInt(group, 16)),
      16n,
    ),
  };
}

function joined(parts: readonly number[], width: bigint): bigint {
  return parts.reduce((value, part) => (value << width) | BigInt(part), 0n);
}
