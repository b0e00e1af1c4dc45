import { NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { getClass } from "@/lib/db/classes";
import { askForIssue, listIssueChannels as channelsIn, getIssueLink, listIssueLinks } from "@/lib/db/issue-links";
import { notifyChange, notifyIntent } from "@/lib/db/notify";
import { onClass } from "../on";
import { command, question } from "../operation";

/** Asks the worker for an issue of a class. However often and by whomever, a class gets one issue in a tracker. */
export const createIssue = command(
  "createIssue",
  async (ctx, tx, { id, channelId }) => {
    const found = await getClass(tx, ctx.actor.scope, id);
    if (!found) throw new NotFound("failure class", id);
    const tracker = (await channelsIn(tx)).find((one) => one.id === channelId);
    if (!tracker) throw new NotFound("issue tracker", channelId);
    const { id: classId, accountId, region } = found;
    const made = { id: ctx.newId("issueLink"), accountId, classId, channelId, createdBy: ctx.actor.name };
    if (await askForIssue(tx, made)) {
      await appendAudit(tx, ctx, {
        action: "class.issue-asked",
        objectKind: "failure-class",
        objectId: classId,
        accountId,
        region,
        detail: { channelId, tracker: tracker.name },
      });
      await notifyIntent(tx, { topic: "issues", id: made.id, accountId: null });
      await notifyChange(tx, { topic: "class", id: classId, accountId });
    }
    const link = await getIssueLink(tx, classId, channelId);
    if (!link) throw new NotFound("issue", made.id);
    return link;
  },
  onClass,
);

/** The trackers in which an issue can be made. */
export const listIssueChannels = question("listIssueChannels", async (ctx) => ({ items: await channelsIn(ctx.db) }));

/** The issues of a class, each with the status that was read last. */
export const listIssues = question(
  "listIssues",
  async (ctx, { id }) => {
    const found = await getClass(ctx.db, ctx.actor.scope, id);
    if (!found) throw new NotFound("failure class", id);
    return { items: await listIssueLinks(ctx.db, ctx.actor.scope, found.id) };
  },
  onClass,
);
