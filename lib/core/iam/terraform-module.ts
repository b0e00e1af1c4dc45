import { quoted } from "../coverage/fixes/terraform";
import type { TemplateFacts } from "./cloudformation-template";
import { policyForAnyAccount } from "./policy-for-any-account";
import { ORGANIZATION_POLICY_NAME, ROLE_NAME_PREFIX, roleNameOf } from "./role-names";
import { organizationPolicy, ROLE_PURPOSES, type RoleName, trustPolicy } from "./role-policies";

/** An expression inside a text. */
const inText = (expression: string) => `\${${expression}}`;
const REGION = inText("region");
const WORDS = {
  awsAccountId: inText("data.aws_caller_identity.current.account_id"),
  partition: inText("data.aws_partition.current.partition"),
  region: REGION,
  dnsSuffix: inText("data.aws_partition.current.dns_suffix"),
};

const TRUST = trustPolicy(inText("var.worker_arn"), inText("var.external_id"));

/**
 * One Terraform module with the roles, for whatever account its provider stands in. Its permissions are exactly those that
 * the worker uses.
 */
export function terraformModule({ roles, workerArn, externalId }: TemplateFacts): string {
  return [head(workerArn, externalId), ...roles.map(roleResources), organizationResource(), output(roles)].join("\n");
}

function head(workerArn: string | null, externalId: string): string {
  return `# Roles by which Dead Letter Office looks at this account.
variable "worker_arn" {
  type        = string
  description = "Role or user that the worker of Dead Letter Office runs as"
${workerArn === null ? "" : `  default     = ${quoted(workerArn)}\n`}}

variable "external_id" {
  type        = string
  description = "The ExternalId of this installation of Dead Letter Office"
  default     = ${quoted(externalId)}
}

variable "regions" {
  type        = list(string)
  description = "Regions that may be looked at; * is any"
  default     = ["*"]
}

variable "role_name_prefix" {
  type        = string
  description = "Accounts connected in bulk are expected to have ${ROLE_NAME_PREFIX}"
  default     = "${ROLE_NAME_PREFIX}"
}

variable "lists_organization" {
  type        = bool
  description = "Whether the organisation's accounts are listed through this account, its management account or a delegated administrator"
  default     = false
}

data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}
`;
}

function roleResources(role: RoleName): string {
  return `resource "aws_iam_role" "${role}" {
  name               = "\${var.role_name_prefix}-${role}"
  description        = ${quoted(ROLE_PURPOSES[role])}
  assume_role_policy = jsonencode(${expression(TRUST, "  ")})
}

resource "aws_iam_role_policy" "${role}" {
  name   = "${roleNameOf(role)}"
  role   = aws_iam_role.${role}.id
  policy = jsonencode(${expression(policyForAnyAccount(role, WORDS), "  ")})
}
`;
}

/** A policy beside the others, in the one account that needs it. */
function organizationResource(): string {
  return `resource "aws_iam_role_policy" "organization" {
  count  = var.lists_organization ? 1 : 0
  name   = "${ORGANIZATION_POLICY_NAME}"
  role   = aws_iam_role.read.id
  policy = jsonencode(${expression(organizationPolicy(), "  ")})
}
`;
}

function output(roles: readonly RoleName[]): string {
  const arns = roles.map((role) => `    ${role} = aws_iam_role.${role}.arn\n`).join("");
  return `output "role_arns" {\n  value = {\n${arns}  }\n}\n`;
}

/** A value as HCL. Texts are our own and may hold `${…}`; a list whose members name the Region is made for each of them. */
function expression(value: unknown, indent: string): string {
  if (Array.isArray(value)) return list(value, indent);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(
    ([key, part]) => `${inner}${JSON.stringify(key)} = ${expression(part, inner)}\n`,
  );
  return `{\n${lines.join("")}${indent}}`;
}

function list(items: readonly unknown[], indent: string): string {
  const inner = `${indent}  `;
  const members = items.map((item) => `${inner}${expression(item, inner)},\n`).join("");
  const isPerRegion = items.some((item) => typeof item === "string" && item.includes(REGION));
  return isPerRegion
    ? `distinct(flatten([for region in var.regions : [\n${members}${indent}]]))`
    : `[\n${members}${indent}]`;
}
