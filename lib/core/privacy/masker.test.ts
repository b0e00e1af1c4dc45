import { createHmac } from "node:crypto";
import { deflateRawSync, gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { normaliseError } from "../failures/normalise";
import type { Inflate } from "../messages/payload";
import { createMasker } from "./masker";
import { DEFAULT_RULES, type MaskingRule } from "./masking-rule";
import { searchTokens } from "./search-tokens";
import { tokensBy } from "./value-token";

const tokenOf = tokensBy((text) => createHmac("sha256", "a secret of the installation").update(text).digest());
const inflate: Inflate = (bytes, format) =>
  format === "gzip" ? { bytes: gunzipSync(bytes), isCut: false, isBroken: false } : undefined;
const SIGN = /‹email·[0-9a-f]{15}›/;

function field(path: string, keepsToken = false): MaskingRule {
  return { id: path, name: path, isOn: true, find: { kind: "field", path }, where: "storage", keepsToken };
}
function masking(...rules: MaskingRule[]) {
  return createMasker([...rules, ...DEFAULT_RULES], tokenOf, inflate);
}
function base64(text: string | Uint8Array): string {
  return Buffer.from(text).toString("base64");
}

describe("a rule about a field", () => {
  const masker = masking(field("customer.email"), field("items[*].iban"), field("*.password"), field("secretBox"));

  it("masks the field in every envelope, in any case of letters, and nothing beside it", () => {
    const body = '{"detail":{"Customer":{"EMail":"front desk","id":12345678901234567890}},"supplier":{"email":"hall"}}';
    expect(masker.text(body)).toBe(body.replace("front desk", "‹email›"));
  });

  it("masks texts, numbers and whole objects, item by item in lists", () => {
    const body = '{"items":[{"iban":"a"},{"iban":7}],"password":{"old":"q","new":["w"]},"secretBox":["r",{"t":1}]}';
    const masked =
      '{"items":[{"iban":"‹iban›"},{"iban":"‹iban›"}],"password":"‹password›","secretBox":["‹secretBox›","‹secretBox›"]}';
    expect(masker.text(body)).toBe(masked);
    expect(masker.json(JSON.parse(body))).toEqual(JSON.parse(masked));
  });

  it("finds it in DynamoDB's records, in JSON in a text, in base64 and in an attribute", () => {
    expect(masker.text('{"customer":{"M":{"email":{"S":"someone"}}}}')).not.toContain("someone");
    expect(masker.text(JSON.stringify({ body: JSON.stringify({ customer: { email: "someone" } }) }))).not.toContain(
      "someone",
    );
    const data = masker.attribute("data", base64('{"user":{"password":"hunter2"}}'));
    expect(Buffer.from(data, "base64").toString()).toBe('{"user":{"password":"‹password›"}}');
    expect(masker.attribute("PASSWORD", "hunter2")).toBe("‹password›");
  });

  it.each([
    'Failed: {"id":1,"customer":{"email":"someone at home","n',
    'Failed: {"id":1,"customer":{"email":"someone at ho',
    'omer":{"id":7},"email":"someone at home","x":1}',
    'body="{\\"customer\\":{\\"email\\":\\"someone at home\\"}}"',
    '\\"email\\": \\"someone at home\\", \\"x\\"',
    "{'email': 'someone at home', 'x': None}",
    "<email>someone</email>",
    "level=error email=someone msg=x",
    'WARN rejected {"a":[1,2,{"customer":{"email":["someone","at home"]}}]} after 3 s',
  ])("masks by the name alone where the JSON is cut or quoted: %s", (text) => {
    expect(masker.text(text)).not.toMatch(/someone|home/);
  });
});

describe("a masked value", () => {
  it("leaves the same token for the same value however it is written, and is found by its clear value", () => {
    const masker = masking();
    const tokens = ["Jane@Example.com", "jane%40example.com", '{"a":"jane\\u0040example.com"}'].map(
      (text) => SIGN.exec(masker.text(text))?.[0],
    );
    expect(new Set(tokens).size).toBe(1);
    expect(searchTokens(DEFAULT_RULES, tokenOf, "JANE@example.com")).toEqual([tokens[0]]);
    const [phone = ""] = searchTokens(DEFAULT_RULES, tokenOf, "+49 30 901820");
    expect(masker.text('{"phone":"0049 (0)30 901820"} and {"tel":4930901820}')).toBe(
      `{"phone":"${phone}"} and {"tel":"${phone}"}`,
    );
    expect(searchTokens(DEFAULT_RULES, tokenOf, "jane")).toEqual([]);
    expect(searchTokens([field("customer.name", true)], tokenOf, "Jane Roe")[0]).toBe(
      createMasker([field("customer.name", true)], tokenOf)
        .text('{"customer":{"name":"jane roe "}}')
        .slice(21, -3),
    );
  });

  it("does not tell texts of errors apart", () => {
    const masker = masking();
    const templates = ["a", "b", "c", "d", "e"].map((name) =>
      normaliseError(masker.text(`User ${name}@example.com not found`)),
    );
    expect(new Set(templates).size).toBe(1);
  });

  it("is masked by name even where its text ends within it", () => {
    const masker = masking();
    expect(masker.text('{"a":1,"email":"jane.r')).not.toContain("jane");
    expect(masker.text("no user jane.roe@exam…")).not.toContain("jane");
    expect(masker.text('{"card":"41111111')).not.toContain("4111");
    expect(masker.text('{"iban":"DE893704')).not.toContain("3704");
  });

  it("cannot be read in another layer: compressed bytes are taken out, clean ones stay", () => {
    const packed = base64(gzipSync('{"mail":"jane@example.com"}'));
    const clean = base64(gzipSync('{"order":"4711"}'));
    expect(masking().text(`{"a":"${packed}","b":"${clean}"}`)).toBe(`{"a":"‹bytes›","b":"${clean}"}`);
    expect(createMasker(DEFAULT_RULES, tokenOf).text(clean)).toBe("‹bytes›");
    const protobuf = base64(
      Buffer.concat([Buffer.from([0x0a, 0x10]), Buffer.from("jane@example.com"), Buffer.from([0x10, 1])]),
    );
    expect(masking().text(protobuf)).toBe("‹bytes›");
    const twice = masking().text(base64(base64('{"deep":"jane@example.com"}')));
    expect(Buffer.from(Buffer.from(twice, "base64").toString(), "base64").toString()).toMatch(SIGN);
    expect(masking().text(`payload=${base64('{"mail":"jane@example.com"}')} ok`)).not.toContain("amFuZ");
    expect(masking().text(base64(deflateRawSync("nothing here at all, really nothing")))).not.toBe("‹bytes›");
  });

  it("is counted once", () => {
    const masker = masking();
    masker.text('{"a":"jane@example.com","b":"{\\"c\\":\\"joe@example.com\\"}","n":1}');
    expect(masker.count).toBe(2);
  });

  it("is one whole where two rules meet", () => {
    const pattern: MaskingRule = {
      ...field("x"),
      find: { kind: "pattern", pattern: "CUST-####" },
      name: "Customer no.",
    };
    expect(masking(pattern).text("CUST-1234 and CUST-12345 and cust-0001@example.com")).toMatch(
      /^‹customer-no› and CUST-12345 and ‹email·[0-9a-f]{15}›$/,
    );
  });
});

describe("a hostile text", () => {
  it("of many layers is looked into once per layer", () => {
    let layers = "no secret here, only words and more words. ".repeat(800);
    while (layers.length < 786_432) layers = base64(layers);
    expect(masking().text(layers)).toBe(layers);
  }, 30_000);

  const pattern: MaskingRule = { ...field("y"), find: { kind: "pattern", pattern: "*-a-a-a1" } };
  const parts = `a @ a@a. 1- +1 4 DE89 eyJ. ey {" [ " \\" ‹a› %40 (0) phone:1 email= a- A1/+ é {"email":"`.split(" ");
  it.each([
    ["of every kind", parts.map((part) => part.repeat(Math.ceil(50_000 / part.length))).join(" ")],
    ["of at signs", "a@".repeat(524_288)],
    ["of digits with gaps", "1-".repeat(524_288)],
    ["of line ends", `${"\n".repeat(1_048_576)}!`],
    ["of quoted fields", 'email="x" '.repeat(104_858)],
    ["of what is masked already", "‹email› a@b.cd ".repeat(69_906)],
    ["of opened brackets", '{"'.repeat(524_288)],
  ])(
    "of one mebibyte %s is masked in the end",
    (_, text) => {
      expect(typeof masking(field("*.email"), pattern).text(text)).toBe("string");
    },
    30_000,
  );
});
