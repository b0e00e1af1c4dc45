import { parse as parseHcl } from "@cdktf/hcl2json";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { cloudFormationId, cloudFormationResource } from "./cloudformation";
import { terraformName, terraformResource } from "./terraform";

const HOSTILE = [
  'a "quoted" name',
  "back\\slash and \\n that is no newline",
  "line\nbreak\r\nand\ttab",
  "$" + '{file("/etc/passwd")}',
  "$$" + "{twice} and $$$" + "{thrice}",
  "%{ if true }x%{ endif }",
  "$$" + "{ ) }",
  "$$$" + "{ ) }",
  "%%" + "{ ) }",
  "$%" + "{ ) } %$" + "{ ) }",
  "bell\u0007 back\b feed\f nul\u0000 del\u007f",
  "Ünïcödé 訂單 🚚 \u2028 \u202e \ufeff",
  "lone \ud83d surrogate",
  "# comment // comment /* comment */",
  '}\nresource "aws_iam_user" "evil" {',
  "'single' : - ? & * ! | > @ `",
  "<<EOF",
  "true",
  "",
];
/** hcl2json hands strings back as Terraform source, in which an escaped opening of a template stays escaped. */
const asHclSource = (text: string) =>
  text.toWellFormed().replaceAll(/\$+\{|%+\{/g, (opening) => `${opening.slice(0, -1)}${opening.charAt(0)}{`);

describe("Terraform", () => {
  test.each(HOSTILE)("a name from AWS cannot break out of its quotes: %j", async (name) => {
    const hcl = terraformResource("aws_sqs_queue", name, { name, list: [name], inner: { block: { name } } });

    const read = await parseHcl("fix.tf", hcl);

    expect(Object.keys(read)).toEqual(["resource"]);
    const text = asHclSource(name);
    expect(read.resource.aws_sqs_queue[terraformName(name)]).toEqual([
      { name: text, list: [text], inner: [{ name: text }] },
    ]);
  });

  test.each(HOSTILE)("nor out of a policy: %j", async (name) => {
    const hcl = terraformResource("aws_sqs_queue_policy", "p", {
      policy: { json: { [name]: [name, { expression: name }], at: { expression: "aws_sqs_queue.orders.arn" } } },
    });

    const read = await parseHcl("fix.tf", hcl);

    expect(Object.keys(read)).toEqual(["resource"]);
    expect(Object.keys(read.resource)).toEqual(["aws_sqs_queue_policy"]);
    expect(hcl).toContain('"at" = aws_sqs_queue.orders.arn');
  });

  test("text that looks like code is not taken for a reference", () => {
    const hcl = terraformResource("x", "y", { policy: { json: { expression: 'file("/etc/passwd")' } } });

    expect(hcl).toContain('{ "expression" = "file(\\"/etc/passwd\\")" }');
  });
});

describe("CloudFormation", () => {
  test.each(HOSTILE)("a name from AWS stays one text: %j", (name) => {
    const yaml = cloudFormationResource(name, "AWS::SQS::Queue", {
      QueueName: name,
      Tags: [{ Key: name, Value: "x" }, [name]],
      Policy: { [name]: { intrinsic: "Ref", of: `${name} x` } },
    });

    const read = parseYaml(yaml);

    const text = name.toWellFormed();
    expect(read).toEqual({
      [cloudFormationId(name)]: {
        Type: "AWS::SQS::Queue",
        Properties: {
          QueueName: text,
          Tags: [{ Key: text, Value: "x" }, [text]],
          Policy: { [text]: { intrinsic: "Ref", of: `${text} x` } },
        },
      },
    });
  });

  test.each(["123", "true", "No", "訂單", "", "orders-dlq"])(
    "%j becomes a logical id that YAML reads as text",
    (name) => {
      const [id] = Object.keys(parseYaml(`${cloudFormationId(name)}: 1`, { version: "1.1" }));

      expect(id).toBe(cloudFormationId(name));
      expect(id).toMatch(/^[A-Za-z][A-Za-z0-9]*$/);
    },
  );

  test("references are written in short form", () => {
    const yaml = cloudFormationResource("Rule", "AWS::Events::Rule", {
      Targets: [{ Id: "t", DeadLetterConfig: { Arn: { intrinsic: "GetAtt", of: "Dlq.Arn" } } }],
      Empty: [],
    });

    expect(yaml).toContain("Arn: !GetAtt Dlq.Arn");
    expect(yaml).toContain("Empty: []");
  });
});
