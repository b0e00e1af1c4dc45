import { NotFound } from "@/lib/core/errors";
import * as replays from "@/lib/db/replays";
import { findResource } from "@/lib/db/resource-list";
import { onReplay } from "../on";
import { question } from "../operation";
import { showReplays } from "./replay-view";

/** The history of replays, ours and others', the last noted first. */
export const listReplays = question("listReplays", async (ctx, { archiveId, ...filter }) => {
  const { scope } = ctx.actor;
  const archive = archiveId === undefined ? undefined : await findResource(ctx.db, scope, archiveId);
  if (archiveId !== undefined && archive?.kind !== "archive") return { items: [], nextCursor: null, totalCount: 0 };
  const page = await replays.listReplays(ctx.db, scope, { ...filter, archiveArn: archive?.arn });
  return { ...page, items: await showReplays(ctx.db, scope, page.items) };
});

export const getReplay = question(
  "getReplay",
  async (ctx, { id }) => {
    const { scope } = ctx.actor;
    const row = await replays.getReplay(ctx.db, scope, id);
    const [shown] = row ? await showReplays(ctx.db, scope, [row]) : [];
    if (!shown) throw new NotFound("replay", id);
    return shown;
  },
  onReplay,
);
