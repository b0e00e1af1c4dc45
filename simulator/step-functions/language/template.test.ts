import { expect, test } from "vitest";
import { badTemplateMember, fillTemplate } from "./template";

const scope = { data: { id: 7, name: "Ada", tags: ["a", "b"], text: '{"x":1}' }, context: { State: { Name: "S" } } };
const fill = (template: unknown) => fillTemplate(template, scope, () => "uuid");

test("members whose names end in .$ are looked up, others stay, however deep", () => {
  const template = { fixed: "$.id", list: [{ "id.$": "$.id" }], "state.$": "$$.State.Name" };

  expect(fill(template)).toEqual({ fixed: "$.id", list: [{ id: 7 }], state: "S" });
});

test.each([
  ["States.Format('{} is {}', $.name, $.id)", "Ada is 7"],
  ["States.Format('it\\'s {}', $.name)", "it's Ada"],
  ["States.JsonToString($.tags)", '["a","b"]'],
  ["States.StringToJson($.text)", { x: 1 }],
  ["States.Array($.id, 'x', null, true)", [7, "x", null, true]],
  ["States.ArrayGetItem($.tags, 1)", "b"],
  ["States.ArrayLength($.tags)", 2],
  ["States.MathAdd($.id, -2)", 5],
  ["States.Format('{}', States.Base64Encode($.name))", "QWRh"],
  ["States.UUID()", "uuid"],
])("%s is worked out", (expression, expected) => {
  expect(fill({ "value.$": expression })).toEqual({ value: expected });
});

test.each(["$..id", "States.Unknown($.id)", "States.Format('x'", "plain"])("%s is told as a bad member", (text) => {
  expect(badTemplateMember({ a: [{ "b.$": text }] }, "/Parameters")).toBe("/Parameters/a/0/b.$");
});

test("arguments that do not fit fail the state", () => {
  expect(() => fill({ "value.$": "States.ArrayLength($.id)" })).toThrow(/States\.IntrinsicFailure/);
});
