-- When the coverage was judged last, from what, and how many places were looked at: the worker's to write.

CREATE TABLE "coverage_judgement" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "judged_at" TIMESTAMPTZ(3) NOT NULL,
    "basis" TEXT NOT NULL,

    CONSTRAINT "coverage_judgement_pkey" PRIMARY KEY ("id")
);
ALTER TABLE coverage_judgement ADD CONSTRAINT coverage_judgement_one CHECK (id = 1);

CREATE TABLE "coverage_checked" (
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "checked" INTEGER NOT NULL,

    CONSTRAINT "coverage_checked_pkey" PRIMARY KEY ("account_id", "region", "owner")
);

GRANT SELECT ON coverage_judgement, coverage_checked TO dlo_web, dlo_worker;
GRANT INSERT, UPDATE ON coverage_judgement TO dlo_worker;
GRANT INSERT, DELETE ON coverage_checked TO dlo_worker;
