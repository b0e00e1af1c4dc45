-- What a resource cost on a day by the model, in US dollars, as it was worked out last. Null where there is no figure; `missing` says
-- why, one reason each. A day without a row was not measured.
CREATE TABLE "cost_day" (
    "arn" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "low" DOUBLE PRECISION,
    "high" DOUBLE PRECISION,
    "tax_low" DOUBLE PRECISION,
    "tax_high" DOUBLE PRECISION,
    "message_count" DOUBLE PRECISION,
    "missing" TEXT[] NOT NULL DEFAULT '{}',

    CONSTRAINT "cost_day_pkey" PRIMARY KEY ("arn", "day")
);
CREATE INDEX "cost_day_day_idx" ON "cost_day"("day");
CREATE INDEX "run_item_destination_arn_idx" ON "run_item"("destination_arn", "sent_at") WHERE destination_arn IS NOT NULL AND sent_at IS NOT NULL;
GRANT SELECT ON cost_day TO dlo_web, dlo_worker;
GRANT INSERT, UPDATE, DELETE ON cost_day TO dlo_worker;
