import { normalisedSections } from "@/lib/core/config/alert-sections";
import { type Difference, diffSettings, settled, unlistedAccounts } from "@/lib/core/config/diff";
import { normalised, type SettingsDocument } from "@/lib/core/config/settings";
import { Conflict } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/connect";
import { putSetting } from "@/lib/db/settings";
import type { Ctx } from "../context";
import { command } from "../operation";
import { applyAccounts } from "./apply-accounts";
import { refuseUnlessMayAlert } from "./apply-alerting";
import { applyLists } from "./apply-lists";
import { lockInstallation, type Standing, versionOf } from "./read-installation";
import { refuseForeignParts } from "./refuse-foreign-parts";
import { APPLIED_KEY, type AppliedConfig } from "./settings-keys";

const MOST_AUDITED = 100;

/**
 * Makes the settings what the document says, all of it or nothing. Applying the same document again changes nothing.
 * Two at once take turns; the second is refused when it named the version that the first has changed. Never raises an
 * account from read-only, and removes only accounts that a file brought, only when asked to.
 */
export const applyConfig = command("applyConfig", async (ctx, tx, { document, prune, ifVersion }) => {
  const standing = await lockInstallation(tx);
  const { installation, fromFile, version, applied } = standing;
  refuseForeignParts(document, standing.byNumber);
  refuseUnlessMayAlert(ctx, document);
  const differences = diffSettings(installation, document, { fromFile, prune });
  if (ifVersion !== undefined && ifVersion !== version)
    throw new Conflict("settings-changed", "The settings have changed since you looked.", {
      version,
      differences: differences.slice(0, MOST_AUDITED),
      differenceCount: differences.length,
    });
  const unlisted = unlistedAccounts(installation, document, fromFile);
  const after = versionOf(settled(installation, document, { fromFile, prune }));
  if (differences.length > 0) await change(ctx, tx, standing, document, prune ? unlisted : []);
  await remember(ctx, tx, { document, differences, applied, version: after });
  return { differences, unlistedAccounts: prune ? [] : unlisted, version: after };
});

async function change(
  ctx: Ctx,
  tx: Tx,
  standing: Standing,
  document: SettingsDocument,
  gone: readonly string[],
): Promise<void> {
  await applyAccounts(ctx, tx, { accounts: normalised(document).accounts ?? [], gone, byNumber: standing.byNumber });
  await applyLists(ctx, tx, document, standing.installation);
}

interface Change {
  readonly document: SettingsDocument & { readonly version: 1 };
  readonly differences: readonly Difference[];
  readonly applied: AppliedConfig | null;
  readonly version: string;
}

/** Keeps the document to measure drift from, and the audit entry; neither when nothing about them is new. */
async function remember(ctx: Ctx, tx: Tx, { document, differences, applied, version }: Change): Promise<void> {
  const kept = inOneSpelling(document);
  if (differences.length === 0 && applied && isSame(kept, inOneSpelling(applied.document))) return;
  const next: AppliedConfig = { document: kept, at: ctx.now().toISOString(), by: ctx.actor.name, version };
  await putSetting(tx, APPLIED_KEY, next, ctx.actor.id);
  await appendAudit(tx, ctx, {
    action: "config.applied",
    objectKind: "config",
    detail: {
      version,
      sections: Object.keys(kept).filter((key) => key !== "version"),
      differenceCount: differences.length,
      differences: differences.slice(0, MOST_AUDITED),
    },
  });
}

/** The database keeps the keys of an object in an order of its own. */
function inOneSpelling({ version, ...sections }: Change["document"]): Change["document"] {
  const { accounts, selection, owners, reading } = sections;
  return normalised({
    version,
    ...(accounts && { accounts }),
    ...(selection && { selection }),
    ...(owners && { owners }),
    ...(reading && { reading }),
    ...normalisedSections(sections),
  });
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
