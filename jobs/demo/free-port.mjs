import { once } from "node:events";
import { createServer } from "node:net";

/** `wanted` when nobody listens there on 127.0.0.1, otherwise one that the system picks. It is not held. */
export async function freePort(wanted = 0) {
  const probe = createServer();
  const failure = once(probe, "error").then(([reason]) => reason);
  probe.listen(wanted, "127.0.0.1");
  const taken = await Promise.race([once(probe, "listening").then(() => undefined), failure]);
  if (taken && wanted !== 0) return freePort();
  if (taken) throw taken;
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}
