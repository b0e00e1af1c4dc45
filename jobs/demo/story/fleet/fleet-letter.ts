import type { FleetQueue } from "./fleet-queues";

const COMPLAINTS = [
  ["TypeError", "Cannot read properties of null (reading 'id')"],
  ["TimeoutError", "upstream did not answer within 5000 ms"],
  ["ValidationError", "/items/0/quantity must be integer"],
] as const;

/** A dead letter whose consumer wrote down what was wrong. */
export function fleetLetter({ account, name }: Pick<FleetQueue, "account" | "name">, number: number): string {
  const [errorType, errorMessage] = COMPLAINTS[(name.length + account.environment.length) % COMPLAINTS.length] ?? [];
  return JSON.stringify({ errorType, errorMessage, requestPayload: { type: `${name}.v1`, id: `${name}-${number}` } });
}
