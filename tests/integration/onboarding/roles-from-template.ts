import { parse } from "yaml";

/** The roles that CloudFormation would make of the template in this account, as the simulator's setup wants them. */
export function rolesFromTemplate(template: string, awsAccountId: string) {
  const read = () => parse(template, { customTags: [sub, getAtt, ref, equals] });
  const { Parameters } = read();
  const values: Record<string, string> = {
    "AWS::AccountId": awsAccountId,
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
    WorkerArn: Parameters.WorkerArn.Default,
    ExternalId: Parameters.ExternalId.Default,
    RoleNamePrefix: Parameters.RoleNamePrefix.Default,
  };
  const resources: { Type: string; Properties: RoleProperties }[] = Object.values(read().Resources);
  return resources
    .filter(({ Type }) => Type === "AWS::IAM::Role")
    .map(({ Properties }) => {
      const { RoleName, AssumeRolePolicyDocument, Policies } = resolved(Properties, values);
      return {
        arn: `arn:aws:iam::${awsAccountId}:role/${RoleName}`,
        trust: AssumeRolePolicyDocument,
        policies: Policies.map(({ PolicyDocument }) => PolicyDocument),
      };
    });
}

interface RoleProperties {
  readonly RoleName: string;
  readonly AssumeRolePolicyDocument: object;
  readonly Policies: readonly { readonly PolicyDocument: object }[];
}

const SUBSTITUTED = "Fn::Sub ";
const sub = { tag: "!Sub", resolve: (text: string) => SUBSTITUTED + text };
const equals = { tag: "!Equals", collection: "seq", resolve: (value: unknown) => value } as const;
const ref = { tag: "!Ref", resolve: (text: string) => text };
const getAtt = { tag: "!GetAtt", resolve: (text: string) => text };

function resolved<T>(value: T, values: Record<string, string>): T {
  return JSON.parse(JSON.stringify(value), (_, part: unknown) => {
    if (typeof part !== "string" || !part.startsWith(SUBSTITUTED)) return part;
    return part.slice(SUBSTITUTED.length).replace(/\$\{([\w:]+)\}/g, (_text, name: string) => {
      const known = values[name];
      if (known === undefined) throw new Error(`the template names ${name}, which it does not declare`);
      return known;
    });
  });
}
