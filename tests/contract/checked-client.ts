import { contract, type InputOf, type OperationId, type OutputOf } from "@/lib/contract";
import { createClient } from "@/lib/contract/client";
import type { Role } from "@/lib/core/access/capabilities";
import { BASE_URL, type Door } from "./door";

/** The typed client over the whole door: what pages and scripts do, without a socket. */
export async function checkedClient(door: Door, role: Role = "admin") {
  const { headers } = await door.addToken(await door.addUser(role), role);
  const fetchThroughDoor: typeof fetch = (url, init) =>
    door.send(new URL(String(url)).pathname.slice("/api/v1".length) + new URL(String(url)).search, init);
  const client = createClient({
    baseUrl: BASE_URL,
    headers: headers as Record<string, string>,
    fetch: fetchThroughDoor,
  });
  return {
    client,
    headers: headers as Record<string, string>,
    /** Asks, and throws unless the answer has the form that the contract tells. */
    async fits<K extends OperationId>(id: K, input: InputOf<K>): Promise<OutputOf<K>> {
      const output = await client[id](input);
      contract[id].output.parse(output);
      return output;
    },
  };
}
export type CheckedClient = Awaited<ReturnType<typeof checkedClient>>;
