import { createHash, createHmac, randomBytes } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { ANONYMOUS } from "@/lib/core/actor";
import { type IdKind, idFrom } from "@/lib/core/ids";
import * as access from "@/lib/db/access";
import { appendAudit } from "@/lib/db/audit";
import { connect, type Db } from "@/lib/db/connect";
import { openKeyring } from "@/lib/db/keyring";
import { listen } from "@/lib/db/listen";
import { putSetting } from "@/lib/db/settings";
import { checkMasterKey, checkSchema } from "@/lib/db/start-checks";
import { type Env, readEnv } from "@/lib/env";
import { createLog, type Log } from "@/lib/log";
import type { Ctx, Settings } from "@/lib/operations/context";
import { createAuth } from "./auth";
import { createEventHub } from "./event-hub";
import { createMetrics } from "./metrics";
import { originsOf } from "./same-origin";
import { ipOf, tokenIn, whoIs } from "./who-is";

const EVENT_CHANNEL = "dlo_event";

/** What the web process is made of: one of each, made from the environment. */
export type Web = ReturnType<typeof createWeb>;
