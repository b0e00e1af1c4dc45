import { AwsError } from "../../aws-error";
import type { Call, Operation } from "../../service";
import { textIn } from "../../wire/input";
import { conflict, invalidParameter, notFound, notSimulated, validationError } from "../errors";
import { locate, requireVersion } from "../function-name";

type Input = Readonly<Record<string, unknown>>;

const LONGEST_POLICY_BYTES = 20_480;
const STATEMENT_ID = /^[\w-]{1,100}$/;
const ACTION = /^(?:lambda:\*|lambda:[A-Za-z]+|\*)$/;

interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Principal: unknown;
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Adds a statement to the resource policy of the function, or of the qualifier when one is named. */
export const AddPermission: Operation = (call, input) => {
  const { fn, key, resource, statements } = policyOf(call, input);
  const Sid = textIn(input, "StatementId") ?? "";
  if (!STATEMENT_ID.test(Sid)) {
    throw validationError("statementId", Sid, `Member must satisfy regular expression pattern: ${STATEMENT_ID}`);
  }
  if (statements.some((one) => one.Sid === Sid)) {
    throw conflict(
      `The statement id (${Sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
    );
  }
  const statement = statementIn(input, Sid, resource);
  const text = textOf([...statements, statement]);
  if (Buffer.byteLength(text) > LONGEST_POLICY_BYTES) {
    throw new AwsError(
      "PolicyLengthExceededException",
      `The final policy size is bigger than the limit (${LONGEST_POLICY_BYTES}).`,
    );
  }
  fn.policies[key] = text;
  return { Statement: JSON.stringify(statement) };
};

export const RemovePermission: Operation = (call, input) => {
  const { fn, key, statements } = policyOf(call, input);
  const Sid = textIn(input, "StatementId");
  const left = statements.filter((statement) => statement.Sid !== Sid);
  if (left.length === statements.length) throw notFound(`Statement ${Sid} is not found in resource policy.`);
  if (left.length === 0) delete fn.policies[key];
  else fn.policies[key] = textOf(left);
};

export const GetPolicy: Operation = (call, input) => {
  const { fn, key } = policyOf(call, input);
  const Policy = fn.policies[key];
  if (Policy === undefined) throw notFound("The resource you requested does not exist.");
  return { Policy, RevisionId: fn.latest.revisionId };
};

function policyOf(call: Call, input: Input) {
  const { fn, qualifier, arn } = locate(call, input);
  requireVersion(fn, qualifier);
  if (qualifier === "$LATEST") throw invalidParameter("We currently do not support adding policies for $LATEST.");
  const key = qualifier ?? "$LATEST";
  // Only this file writes these texts.
  const { Statement } = JSON.parse(fn.policies[key] ?? '{"Statement":[]}') as { Statement: PolicyStatement[] };
  return { fn, key, resource: qualifier ? `${arn}:${qualifier}` : arn, statements: Statement };
}

function textOf(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: statements });
}

function statementIn(input: Input, Sid: string, Resource: string): PolicyStatement {
  const refused = ["PrincipalOrgID", "FunctionUrlAuthType", "EventSourceToken", "InvokedViaFunctionUrl"];
  const named = refused.find((name) => input[name] !== undefined);
  if (named) throw notSimulated(named);
  const Action = textIn(input, "Action") ?? "";
  if (!ACTION.test(Action)) {
    throw validationError("action", Action, `Member must satisfy regular expression pattern: ${ACTION}`);
  }
  const Condition = conditionIn(input);
  const Principal = principalIn(textIn(input, "Principal"));
  return { Sid, Effect: "Allow", Principal, Action, Resource, ...(Condition && { Condition }) };
}

function principalIn(principal: string | undefined): unknown {
  if (principal === "*") return "*";
  if (principal && /^[a-z0-9.-]+\.amazonaws\.com$/.test(principal)) return { Service: principal };
  if (principal && /^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  if (principal?.startsWith("arn:aws:")) return { AWS: principal };
  throw invalidParameter("The provided principal was invalid. Please check the principal and try again.");
}

function conditionIn(input: Input): PolicyStatement["Condition"] {
  const [account, arn] = [textIn(input, "SourceAccount"), textIn(input, "SourceArn")];
  if (account === undefined && arn === undefined) return undefined;
  return {
    ...(account !== undefined && { StringEquals: { "AWS:SourceAccount": account } }),
    ...(arn !== undefined && { ArnLike: { "AWS:SourceArn": arn } }),
  };
}
