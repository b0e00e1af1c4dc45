import { expect, test } from "vitest";
import { parseForm } from "./form";

test("lists, maps and nested members of a query request are put together", () => {
  const form = new URLSearchParams([
    ["TopicArn", "t"],
    ["Tags.member.2.Key", "b"],
    ["Tags.member.10.Key", "c"],
    ["Tags.member.1.Key", "a"],
    ["Attributes.entry.1.key", "RawMessageDelivery"],
    ["Attributes.entry.1.value", "true"],
    ["MessageAttributes.entry.1.Name", "color"],
    ["MessageAttributes.entry.1.Value.DataType", "String"],
    ["MessageAttributes.entry.1.Value.StringValue", "a.b"],
  ]);

  expect(parseForm(form)).toEqual({
    TopicArn: "t",
    Tags: [{ Key: "a" }, { Key: "b" }, { Key: "c" }],
    Attributes: { RawMessageDelivery: "true" },
    MessageAttributes: { color: { DataType: "String", StringValue: "a.b" } },
  });
});

test("a name nested without end is refused", () => {
  expect(() => parseForm(new URLSearchParams([["a.".repeat(5000), "x"]]))).toThrow(/nested/);
});
