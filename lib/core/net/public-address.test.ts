import { isIP } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addressBytes } from "./address-bytes";
import { type AddressKind, isPublicAddress, kindOfAddress } from "./public-address";

const CORPUS: Readonly<Record<AddressKind, readonly string[]>> = {
  public: [
    "1.1.1.1",
    "8.8.8.8",
    "52.94.133.131",
    "100.63.255.255",
    "100.128.0.1",
    "172.15.255.255",
    "172.32.0.1",
    "192.167.255.255",
    "223.255.255.255",
    "2606:4700:4700::1111",
    "2A00:1450:4001:82b::200e",
    "2600:1f18::1",
    "::ffff:8.8.8.8",
    "::FFFF:0808:0808",
    "64:ff9b::8.8.8.8",
  ],
  private: [
    "127.0.0.1",
    "127.255.255.254",
    "10.0.0.1",
    "10.255.255.255",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "100.127.255.255",
    "::1",
    "0:0:0:0:0:0:0:1",
    "fc00::1",
    "fd12:3456:789a::1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:10.1.2.3",
  ],
  forbidden: [
    // Metadata and link-local.
    "169.254.169.254",
    "169.254.170.2",
    "169.254.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "fd00:ec2::254",
    "fd20:ce::254",
    "fe80::1",
    "febf::1",
    "fec0::1",
    "::ffff:169.254.169.254",
    "::ffff:a9fe:a9fe",
    "64:ff9b::169.254.169.254",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::8.8.8.8",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2002:808:808::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    // Unspecified, documentation, benchmarks, multicast, reserved.
    "0.0.0.0",
    "0.1.2.3",
    "::",
    "::127.0.0.1",
    "192.0.2.1",
    "198.51.100.1",
    "203.0.113.1",
    "198.18.0.1",
    "198.19.255.255",
    "192.88.99.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "ff02::1",
    "2001:db8::1",
    "3fff::1",
    "100::1",
    "4000::1",
    // Other spellings, which other readers take for loopback or metadata.
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "017700000001",
    "0177.0.0.1",
    "127.1",
    "127.0.1",
    "127.0.0.1.",
    "127.0.0.01",
    "0xa9.0xfe.0xa9.0xfe",
    "2852039166",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "fe80::1%eth0",
    "::1%lo",
    "[::1]",
    "1.2.3.4::",
    "::ffff:127.1",
    "256.1.1.1",
    "1.1.1.1/32",
    " 8.8.8.8",
    "8.8.8.8\n",
    "",
    "localhost",
  ],
};

for (const [kind, addresses] of Object.entries(CORPUS))
  test.each(addresses)(`%j is ${kind}`, (address) => {
    expect(kindOfAddress(address)).toBe(kind);
  });

test("an address is read exactly where Node reads one, and never with a zone", () => {
  const text = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.ipV4Extended(),
    fc.stringMatching(/^[\da-f:.]{0,20}$/),
    fc.string({ maxLength: 40 }),
  );

  fc.assert(
    fc.property(text, (one) => (addressBytes(one) !== undefined) === (isIP(one) !== 0 && !one.includes("%"))),
    { numRuns: 3000 },
  );
});

test("an IPv4 address inside IPv6 is never more public than by itself", () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.constantFrom("::ffff:", "64:ff9b::", "2002::", "::"), (v4, prefix) => {
      return isPublicAddress(v4) || !isPublicAddress(`${prefix}${v4}`);
    }),
  );
});
