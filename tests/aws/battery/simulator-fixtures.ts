import type { Simulator } from "@/simulator/start";
import { createdFunction } from "./created-function";
import type { Fixtures } from "./site";

async function setUp(url: string, body: object): Promise<void> {
  const response = await fetch(`${url}/_sim/setup`, { method: "POST", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`setup: ${await response.text()}`);
}

/** What the simulator's control plane declares. */
export function simulatorFixtures({ url }: Simulator): Fixtures {
  const aRole = (arn: string, trust: object, policy: object) =>
    setUp(url, { roles: [{ arn, trust, policies: [policy] }] });
  return { aRole, aFunction: (bench, name) => createdFunction(bench, name, aRole) };
}
