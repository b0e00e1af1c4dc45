-- What the transforms of a rule's targets say, sealed: constants and templates may hold secrets, so they are content and no
-- setting. One row per rule that has any, since it was read; it goes with the rule.
CREATE TABLE "rule_transform" (
    "resource_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "data_key_id" TEXT NOT NULL,
    "nonce" BYTEA NOT NULL,
    "sealed" BYTEA NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rule_transform_pkey" PRIMARY KEY ("resource_id")
);

GRANT SELECT ON rule_transform TO dlo_web, dlo_worker;
GRANT INSERT, UPDATE, DELETE ON rule_transform TO dlo_worker;
