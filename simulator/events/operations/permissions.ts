import { AwsError } from "../../aws-error";
import { PolicyProblem, parsePolicy } from "../../iam/policy";
import type { Call } from "../../service";
import { booleanIn, objectIn } from "../../wire/input";
import { required, validationProblem } from "../archives/check-input";
import { busArnOf, requireBus } from "../resources/event-bus";
import type { EventBus } from "../state";
import { busPlaceIn, type Input, limitedTextIn, requiredTextIn } from "./parameters";

interface Statement extends Readonly<Record<string, unknown>> {
  readonly Sid?: string;
}

/** PutPermission's own limit. */
const LARGEST_POLICY_BYTES = 10_240;

/** Adds or replaces a statement, or replaces the whole policy of a bus. */
export function putPermission(call: Call, input: Input) {
  const bus = busIn(call, input);
  const whole = limitedTextIn(input, "Policy", {});
  const policy = whole === undefined ? withStatement(bus, statementIn(call, bus, input)) : checkedPolicy(whole);
  if (Buffer.byteLength(policy) > LARGEST_POLICY_BYTES) {
    throw new AwsError("PolicyLengthExceededException", "The permission policy on the event bus is too long.");
  }
  call.world.events.buses.put({ ...bus, policy, changedAt: call.world.clock.now() });
  return {};
}

/** Takes one statement away, or all with RemoveAllPermissions. */
export function removePermission(call: Call, input: Input) {
  const bus = busIn(call, input);
  const sid = limitedTextIn(input, "StatementId", { shortest: 1, longest: 64, pattern: /^[a-zA-Z0-9\-_]+$/ });
  const removesAll = booleanIn(input, "RemoveAllPermissions") ?? false;
  if (!removesAll && sid === undefined) throw validationProblem("Parameter StatementId is required.");
  const statements = removesAll ? [] : statementsOf(bus).filter(({ Sid }) => Sid !== sid);
  if (!removesAll && statements.length === statementsOf(bus).length) {
    throw new AwsError("ResourceNotFoundException", "Statement with the provided id does not exist.");
  }
  const policy = statements.length > 0 ? policyOf(statements) : undefined;
  call.world.events.buses.put({ ...bus, policy, changedAt: call.world.clock.now() });
  return {};
}

function busIn(call: Call, input: Input): EventBus {
  const place = busPlaceIn(call, input);
  call.authorize(busArnOf(place));
  return requireBus(call.world, place);
}

function statementIn(call: Call, bus: EventBus, input: Input): Statement {
  const Sid = requiredTextIn(input, "StatementId", { shortest: 1, longest: 64, pattern: /^[a-zA-Z0-9\-_]+$/ });
  const Action = requiredTextIn(input, "Action", { shortest: 1, longest: 64, pattern: /^events:[a-zA-Z]+$/ });
  const principal = requiredTextIn(input, "Principal", { shortest: 1, longest: 12, pattern: /^(\d{12}|\*)$/ });
  if (Action !== "events:PutEvents") throw validationProblem("Provided value in parameter 'action' is not supported.");
  const Principal = principal === "*" ? "*" : { AWS: `arn:aws:iam::${principal}:root` };
  const Resource = busArnOf({ accountId: call.accountId, region: call.region, busName: bus.name });
  return { Sid, Effect: "Allow", Principal, Action, Resource, ...conditionIn(input) };
}

function conditionIn(input: Input) {
  const condition = objectIn(input, "Condition");
  if (!condition) return {};
  const [type, key, value] = ["Type", "Key", "Value"].map((member) =>
    required(limitedTextIn(condition, member, {}), member),
  );
  return { Condition: { [type ?? ""]: { [key ?? ""]: value } } };
}

function withStatement(bus: EventBus, statement: Statement): string {
  return policyOf([...statementsOf(bus).filter(({ Sid }) => Sid !== statement.Sid), statement]);
}

function policyOf(statements: readonly Statement[]): string {
  return checkedPolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
}

/** Only what `checkedPolicy` let in is ever stored. */
function statementsOf({ policy }: EventBus): readonly Statement[] {
  if (policy === undefined) return [];
  const { Statement } = JSON.parse(policy) as { Statement: Statement | Statement[] };
  return Array.isArray(Statement) ? Statement : [Statement];
}

function checkedPolicy(text: string): string {
  try {
    parsePolicy(text, "resource");
    return text;
  } catch (error) {
    if (error instanceof PolicyProblem)
      throw validationProblem(`Parameter Policy is not valid. Reason: ${error.message}`);
    throw error;
  }
}
