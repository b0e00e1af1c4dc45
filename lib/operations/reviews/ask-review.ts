import { Invalid } from "@/lib/core/errors";
import { isWeek, lastWholeWeek, shiftWeek, weekAt } from "@/lib/core/review/week";
import { appendAudit } from "@/lib/db/audit";
import { notifyIntent } from "@/lib/db/notify";
import { findWholeReview } from "@/lib/db/reviews";
import { lockSetting, putSetting, putSettingOnce } from "@/lib/db/settings";
import { command } from "../operation";
import { reviewTerms } from "./schedule";
import { ASKED_REVIEWS, type AskedReview } from "./write-review";

/** What a review is made of is kept so long; of an older week it would tell less than was. */
const MOST_WEEKS_BACK = 8;

/**
 * Notes the wish for a review; the worker writes it within a minute. Of a week that has one already that one is named. A week that is
 * not over gets a partial one each time.
 */
export const writeReview = command("writeReview", async (ctx, tx, input) => {
  const { zone } = await reviewTerms(tx);
  const present = weekAt(ctx.now(), zone);
  const week = input.week ?? lastWholeWeek(ctx.now(), zone);
  refuseOther(week, present);
  const there = week === present ? undefined : await findWholeReview(tx, week, zone);
  if (there) return { week, reviewId: there.id };
  await putSettingOnce(tx, ASKED_REVIEWS, []);
  const asked = (await lockSetting<AskedReview[]>(tx, ASKED_REVIEWS)) ?? [];
  const isAsked = asked.some((one) => one.week === week && one.zone === zone);
  if (!isAsked) {
    const wish: AskedReview = { id: ctx.newId("review"), week, zone, by: ctx.actor.name };
    await putSetting(tx, ASKED_REVIEWS, [...asked, wish]);
  }
  await appendAudit(tx, ctx, { action: "review.asked", objectKind: "review", objectId: null, detail: { week } });
  await notifyIntent(tx, { topic: "review", id: "", accountId: null });
  return { week, reviewId: null };
});

function refuseOther(week: string, present: string): void {
  const refuse = (message: string) => new Invalid("There is no review of that week.", [{ field: "week", message }]);
  if (!isWeek(week)) throw refuse("the year has no week of this number");
  if (week > present) throw refuse(`it has not begun: the present week is ${present}`);
  const oldest = shiftWeek(present, -MOST_WEEKS_BACK);
  if (week < oldest) throw refuse(`what it would be made of is not kept so long: the oldest is ${oldest}`);
}
