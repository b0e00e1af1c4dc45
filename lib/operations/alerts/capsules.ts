import type { Capsule } from "@/lib/contract/hand-over";
import type { CapsuleDocument } from "@/lib/core/alerts/capsule/capsule";
import { capsuleMarkdown } from "@/lib/core/alerts/capsule/capsule-markdown";
import { NotFound } from "@/lib/core/errors";
import { oneLine } from "@/lib/core/failures/title";
import { appendAudit } from "@/lib/db/audit";
import {
  type CapsuleHead,
  getCapsule as findCapsule,
  insertCapsule,
  listCapsules as readCapsules,
} from "@/lib/db/capsules";
import type { Tx } from "@/lib/db/connect";
import type { Ctx } from "../context";
import { onCapsule } from "../on";
import { command, question } from "../operation";
import { freezeClass } from "./capsule-class";
import { readSubject } from "./capsule-subject";

/** Freezes what the maker may see of it; nothing changes it afterwards, masking and rights of whoever reads it aside. */
export const createCapsule = command("createCapsule", async (ctx, tx, { subject, note = null }) => {
  const document = await freeze(ctx, tx, subject, note);
  const id = ctx.newId("capsule");
  const markdown = capsuleMarkdown(document);
  const at = ctx.now();
  const by = ctx.actor.name;
  await insertCapsule(tx, { id, note, document, markdown, at, by });
  const accountId = document.accountIds.length === 1 ? document.accountIds[0] : null;
  const detail = { subject, title: document.title };
  await appendAudit(tx, ctx, { action: "capsule.created", objectKind: "capsule", objectId: id, accountId, detail });
  return { id, subject, title: document.title, note, markdown, createdAt: at.toISOString(), createdBy: by };
});

export const getCapsule = question(
  "getCapsule",
  async (ctx, { id }) => {
    const found = await findCapsule(ctx.db, ctx.actor.scope, id);
    if (!found) throw new NotFound("capsule", id);
    return { ...showHead(found), markdown: found.markdown };
  },
  onCapsule,
);

export const listCapsules = question("listCapsules", async (ctx, filter) => {
  const page = await readCapsules(ctx.db, ctx.actor.scope, filter);
  return { ...page, items: page.items.map(showHead) };
});

async function freeze(
  ctx: Ctx,
  tx: Tx,
  subject: CapsuleDocument["subject"],
  note: string | null,
): Promise<CapsuleDocument> {
  const { classes, places, title, ...rest } = await readSubject(ctx, tx, subject);
  const frozen = [];
  for (const view of classes) frozen.push(await freezeClass(ctx, tx, view));
  const all = [...places, ...frozen.map(({ place }) => place)];
  const byText = new Map(all.map((place) => [JSON.stringify(place), place]));
  return {
    subject,
    title: oneLine(title),
    ...rest,
    at: ctx.now().toISOString(),
    by: ctx.actor.name,
    note,
    places: [...byText.values()],
    accountIds: [...new Set(all.map(({ accountId }) => accountId))].sort(),
    classes: frozen.map(({ frozen: one }) => one),
  };
}

function showHead(head: CapsuleHead): Omit<Capsule, "markdown"> {
  const { id, subjectKind, subjectId, title, note, createdAt, createdBy } = head;
  return { id, subject: { kind: subjectKind, id: subjectId }, title, note, createdAt, createdBy };
}
