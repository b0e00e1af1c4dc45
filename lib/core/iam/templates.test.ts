import { parse as parseHcl } from "@cdktf/hcl2json";
import { expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { cloudFormationTemplate } from "./cloudformation-template";
import { roleNameOf } from "./role-names";
import { ORGANIZATION_ACTIONS, ROLE_ACTIONS, ROLE_NAMES, type RoleName } from "./role-policies";
import { terraformModule } from "./terraform-module";

const parameter = (name: string) => `\${${name}}`;
const facts = { roles: ROLE_NAMES, workerArn: "arn:aws:iam::999999999999:role/dlo-worker", externalId: "dlo-0123" };
const actionsOf = (role: RoleName) => Object.values(ROLE_ACTIONS[role]).flat().sort();

interface Document {
  readonly Statement: readonly { readonly Action: readonly string[]; readonly Resource: unknown }[];
}
const allowedBy = (document: Document) => document.Statement.flatMap(({ Action }) => Action).sort();

/** The template as CloudFormation reads it: `!Sub x` is `{ "Fn::Sub": "x" }`. */
function readTemplate(text: string) {
  const tag = (name: string, key: string) => ({ tag: name, resolve: (value: string) => ({ [key]: value }) });
  const equals = { tag: "!Equals", collection: "seq", resolve: (value: unknown) => value } as const;
  const short = [tag("!Sub", "Fn::Sub"), tag("!Ref", "Ref"), tag("!GetAtt", "Fn::GetAtt")];
  return parseYaml(text, { customTags: [...short, equals] });
}

test.each(ROLE_NAMES)("the CloudFormation template allows %s exactly what the worker does with it", (role) => {
  const { Resources } = readTemplate(cloudFormationTemplate(facts));
  const { Properties } = Object.values<{ Properties: Record<string, unknown> }>(Resources).find(({ Properties }) =>
    JSON.stringify(Properties.RoleName).includes(`-${role}"`),
  ) ?? { Properties: {} };
  const [policy] = Properties.Policies as { PolicyName: string; PolicyDocument: Document }[];

  expect(policy?.PolicyName).toBe(roleNameOf(role));
  expect(allowedBy(policy?.PolicyDocument ?? { Statement: [] })).toEqual(actionsOf(role));
});

test("the template names no account, Region or partition, so that one StackSet serves an organisation", () => {
  const template = cloudFormationTemplate({ ...facts, workerArn: null });

  expect(template).not.toMatch(/\d{12}/);
  expect(template).not.toMatch(/arn:aws:|[a-z]{2}-[a-z]+-\d/);
});

test("the template trusts the worker alone, with the ExternalId of this installation", () => {
  const { Resources, Parameters } = readTemplate(cloudFormationTemplate(facts));

  expect(Parameters).toMatchObject({ WorkerArn: { Default: facts.workerArn }, ExternalId: { Default: "dlo-0123" } });
  expect(Resources.ReadRole.Properties.AssumeRolePolicyDocument.Statement).toEqual([
    {
      Effect: "Allow",
      Principal: { AWS: { "Fn::Sub": parameter("WorkerArn") } },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "sts:ExternalId": { "Fn::Sub": parameter("ExternalId") } } },
    },
  ]);
});

test("the organisation may be listed only where somebody asks for it, by a policy of its own", async () => {
  const { Resources, Parameters } = readTemplate(cloudFormationTemplate(facts));
  const module = await parseHcl("main.tf", terraformModule(facts));
  const [inTerraform] = module.resource.aws_iam_role_policy.organization;

  expect(Parameters.ListsOrganization.Default).toBe("no");
  expect(Resources.OrganizationPolicy).toMatchObject({
    Condition: "ListsOrganization",
    Properties: { RoleName: { Ref: "ReadRole" } },
  });
  expect(allowedBy(Resources.OrganizationPolicy.Properties.PolicyDocument)).toEqual([...ORGANIZATION_ACTIONS].sort());
  expect(inTerraform.count).toContain("var.lists_organization ? 1 : 0");
  for (const action of ORGANIZATION_ACTIONS) expect(inTerraform.policy).toContain(`"${action}"`);
});

test("only the roles that were asked for are in the templates", () => {
  const asked = { ...facts, roles: ["read"] as const };

  expect(Object.keys(readTemplate(cloudFormationTemplate(asked)).Resources)).toEqual([
    "ReadRole",
    "OrganizationPolicy",
  ]);
  expect(terraformModule(asked)).not.toMatch(/inspect|operate/);
});

test("while the worker is unknown, its ARN has no default and must be given", async () => {
  const unknown = { ...facts, workerArn: null };

  expect(readTemplate(cloudFormationTemplate(unknown)).Parameters.WorkerArn).not.toHaveProperty("Default");
  expect((await parseHcl("main.tf", terraformModule(unknown))).variable.worker_arn[0]).not.toHaveProperty("default");
});

/** The policy that a module's role has: `jsonencode` of an object expression, whose keys and plain texts are JSON. */
async function terraformActions(role: RoleName): Promise<string[]> {
  const module = await parseHcl("main.tf", terraformModule(facts));
  const policy: string = module.resource.aws_iam_role_policy[role][0].policy;
  return [...policy.matchAll(/"Action" = \[(.*?)\]/gs)]
    .flatMap(([, actions = ""]) => [...actions.matchAll(/"([\w:]+)"/g)].map(([, action = ""]) => action))
    .sort();
}

test.each(ROLE_NAMES)("the Terraform module allows %s exactly what the worker does with it", async (role) => {
  expect(await terraformActions(role)).toEqual(actionsOf(role));
});

test("the Terraform module is read by Terraform's parser, with what it needs as variables", async () => {
  const module = await parseHcl("main.tf", terraformModule(facts));

  expect(Object.keys(module.variable).sort()).toEqual([
    "external_id",
    "lists_organization",
    "regions",
    "role_name_prefix",
    "worker_arn",
  ]);
  expect(Object.keys(module.data).sort()).toEqual(["aws_caller_identity", "aws_partition"]);
  expect(module.resource.aws_iam_role.read[0].name).toBe(`${parameter("var.role_name_prefix")}-read`);
});

test("an ExternalId cannot break out of a template", async () => {
  const externalId = `x"}
${parameter("evil")}`;
  const module = terraformModule({ ...facts, externalId });

  expect((await parseHcl("main.tf", module)).variable.external_id[0].default).toBe(`x"}\n$${parameter("evil")}`);
  expect(readTemplate(cloudFormationTemplate({ ...facts, externalId })).Parameters.ExternalId.Default).toBe(externalId);
});

test.each(ROLE_NAMES)("the policy of %s fits into a managed policy, 6,144 characters without spaces", (role) => {
  const { Resources } = readTemplate(cloudFormationTemplate({ ...facts, roles: [role] }));
  const policies = Object.values<{ Properties: { Policies: unknown } }>(Resources).map(
    (one) => one.Properties.Policies,
  );

  expect(JSON.stringify(policies).length).toBeLessThan(6144);
});
