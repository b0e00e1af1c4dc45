import { expect, test } from "vitest";
import { md5OfAttributes } from "./md5";

test("the digest of message attributes is the one AWS computes", () => {
  const attributes = {
    test_attribute_name_1: { DataType: "String", StringValue: "test_attribute_value_1" },
  };

  // Value computed independently: 4-byte length + name, 4-byte length + type, 0x01, 4-byte length + value.
  expect(md5OfAttributes(attributes)).toBe("ba056227cfd9533dba1f72ad9816d233");
});

test("the order in which attributes are given does not change the digest", () => {
  const a = { DataType: "Number.int", StringValue: "7" };
  const b = { DataType: "Binary.gif", BinaryValue: "AAECgP8=" };

  expect(md5OfAttributes({ b, a })).toBe(md5OfAttributes({ a, b }));
});

test("no attributes have no digest", () => {
  expect(md5OfAttributes({})).toBeUndefined();
});
