import { type Policy, type RoleName, rolePolicy, type Statement } from "./role-policies";

/** How a template language writes what is known only where the template is used. */
export interface Words {
  readonly awsAccountId: string;
  readonly partition: string;
  readonly region: string;
  /** The domain of AWS's addresses, which is another one in China. */
  readonly dnsSuffix: string;
}

/** The policy of a role with words of a template language in place of account, partition and Regions. */
export function policyForAnyAccount(role: RoleName, words: Words): Policy {
  const { Version, Statement } = rolePolicy(role, { ...words, regions: [words.region] });
  return { Version, Statement: Statement.map((statement) => generalised(statement, words)) };
}

/** Regions may be wildcards here, which StringEquals takes to the letter. */
function generalised(statement: Statement, { dnsSuffix }: Words): Statement {
  if (!statement.Condition) return statement;
  const conditions = Object.entries(statement.Condition).map(([operator, keys]) => [
    operator === "StringEquals" ? "StringLike" : operator,
    Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, withSuffix(value, dnsSuffix)])),
  ]);
  return { ...statement, Condition: Object.fromEntries(conditions) };
}

function withSuffix(value: string | readonly string[], suffix: string): string | readonly string[] {
  if (typeof value !== "string") return value.map((one) => one.replace(/\bamazonaws\.com$/, suffix));
  return value.replace(/\bamazonaws\.com$/, suffix);
}
