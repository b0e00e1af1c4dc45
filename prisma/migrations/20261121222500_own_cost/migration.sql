-- What the ceiling on our own cost kept us from asking, in billed units as an estimate: with it the pace without a ceiling is
-- known whatever was slowed when.
ALTER TABLE "api_usage" ADD COLUMN "spared_units" DOUBLE PRECISION NOT NULL DEFAULT 0;
