import pg from "pg";

export interface Listening {
  close(): Promise<void>;
}
const RETRY_MS = 1000;

/**
 * Calls `onNotice` for every NOTIFY on these channels, on a connection of its own that is opened again whenever it
 * breaks, until `close()`. Notices sent while it was broken are lost: whoever listens also sweeps now and then.
 * `role` is taken right after connecting; undefined when the login is a member already. `onReopen` is called when it
 * listens again after a break: now is the time to look for what was missed.
 */
export function listen(
  url: string,
  role: string | undefined,
  channels: readonly string[],
  onNotice: (channel: string, payload: string) => void,
  onBreak: (error: unknown) => void = () => undefined,
  onReopen: () => void = () => undefined,
): Listening {
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let isClosed = false;
  let hasBroken = false;

  const open = async () => {
    const mine = newClient(url, role);
    client = mine;
    let isBroken = false;
    const broken = (error: unknown) => {
      if (isBroken || isClosed) return;
      isBroken = true;
      hasBroken = true;
      mine.end().catch(() => undefined);
      onBreak(error);
      retry = setTimeout(open, RETRY_MS);
    };
    mine.on("error", broken);
    mine.on("end", () => broken(new Error("the connection ended")));
    mine.on("notification", ({ channel, payload }) => onNotice(channel, payload ?? ""));
    try {
      await mine.connect();
      for (const channel of channels) await mine.query(`LISTEN ${mine.escapeIdentifier(channel)}`);
      if (hasBroken) onReopen();
    } catch (error) {
      broken(error);
    }
  };
  void open();
  return {
    async close() {
      isClosed = true;
      clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}

function newClient(url: string, role: string | undefined): pg.Client {
  return new pg.Client({
    connectionString: url,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    application_name: "dlo-listen",
    options: role ? `-c role=${role}` : undefined,
  });
}
