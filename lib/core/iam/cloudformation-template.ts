import { cloudFormationResource, type Properties } from "../coverage/fixes/cloudformation";
import { policyForAnyAccount } from "./policy-for-any-account";
import { ORGANIZATION_POLICY_NAME, ROLE_NAME_PREFIX, roleNameOf } from "./role-names";
import { organizationPolicy, ROLE_PURPOSES, type RoleName, trustPolicy } from "./role-policies";

export interface TemplateFacts {
  readonly roles: readonly RoleName[];
  /** Who takes the roles; null leaves it to whoever uses the template. */
  readonly workerArn: string | null;
  readonly externalId: string;
}

/** A parameter inside a text, to be replaced by `!Sub`. */
const parameter = (name: string) => `\${${name}}`;
const WORDS = {
  awsAccountId: parameter("AWS::AccountId"),
  partition: parameter("AWS::Partition"),
  region: "*",
  dnsSuffix: parameter("AWS::URLSuffix"),
};

/**
 * One CloudFormation template with the roles, for a single account as for a StackSet of a whole organisation: it holds no
 * account number, no Region and no partition. Its permissions are exactly those that the worker uses.
 */
export function cloudFormationTemplate({ roles, workerArn, externalId }: TemplateFacts): string {
  return [
    head(workerArn, externalId),
    "Resources:\n",
    ...roles.map(roleResource),
    organizationResource(),
    "Outputs:\n",
    ...roles.map(output),
  ].join("");
}

function head(workerArn: string | null, externalId: string): string {
  return `AWSTemplateFormatVersion: "2010-09-09"
Description: >-
  Roles by which Dead Letter Office looks at this account. Roles are global: as a StackSet, deploy it to every account but
  to one Region only. Needs CAPABILITY_NAMED_IAM.
Parameters:
  WorkerArn:
    Type: String
    Description: Role or user that the worker of Dead Letter Office runs as
    AllowedPattern: "arn:[a-z-]+:iam::[0-9]{12}:((role|user)/.+|root)"
${workerArn === null ? "" : `    Default: ${JSON.stringify(workerArn)}\n`}  ExternalId:
    Type: String
    Description: The ExternalId of this installation of Dead Letter Office
    AllowedPattern: "[A-Za-z0-9+=,.@:/-]{2,1224}"
    Default: ${JSON.stringify(externalId)}
  RoleNamePrefix:
    Type: String
    Description: Accounts connected in bulk are expected to have ${ROLE_NAME_PREFIX}
    AllowedPattern: "[A-Za-z0-9+=,.@_-]{1,50}"
    Default: ${ROLE_NAME_PREFIX}
  ListsOrganization:
    Type: String
    Description: Whether the organisation's accounts are listed through this account, its management account or a delegated administrator
    AllowedValues: ["no", "yes"]
    Default: "no"
Conditions:
  ListsOrganization: !Equals [!Ref ListsOrganization, "yes"]
`;
}

function roleResource(role: RoleName): string {
  const properties = {
    RoleName: `\${RoleNamePrefix}-${role}`,
    Description: ROLE_PURPOSES[role],
    AssumeRolePolicyDocument: trustPolicy(parameter("WorkerArn"), parameter("ExternalId")),
    Policies: [{ PolicyName: roleNameOf(role), PolicyDocument: policyForAnyAccount(role, WORDS) }],
  };
  return indented(cloudFormationResource(logicalId(role), "AWS::IAM::Role", substituted(properties)));
}

/** A policy beside the others, in the one account that needs it. */
function organizationResource(): string {
  const policy = cloudFormationResource("OrganizationPolicy", "AWS::IAM::RolePolicy", {
    RoleName: { intrinsic: "Ref", of: logicalId("read") },
    ...substituted({ PolicyName: ORGANIZATION_POLICY_NAME, PolicyDocument: organizationPolicy() }),
  });
  return indented(policy.replace("\n  Properties:", "\n  Condition: ListsOrganization\n  Properties:"));
}

function output(role: RoleName): string {
  return `  ${logicalId(role)}Arn:\n    Value: !GetAtt ${logicalId(role)}.Arn\n`;
}

function logicalId(role: RoleName): string {
  return `${role.charAt(0).toUpperCase()}${role.slice(1)}Role`;
}

/** Texts that name a parameter become `!Sub`. */
function substituted(properties: object): Properties {
  return JSON.parse(JSON.stringify(properties), (_, value: unknown) =>
    typeof value === "string" && value.includes("${") ? { intrinsic: "Sub", of: value } : value,
  );
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
