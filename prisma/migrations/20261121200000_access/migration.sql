-- Who may do what, where: roles of one's own, and grants of a role over a scope to a person or a group of an identity
-- provider. Each person's one role of before becomes a grant over everything.

CREATE TABLE "role" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "capabilities" TEXT[] NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "role_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "role_name_key" ON "role"("name");

CREATE TABLE "access_grant" (
    "id" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "selector" JSONB NOT NULL,
    "reason" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT,
    "created_by_name" TEXT,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_grant_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "access_grant_subject_kind_subject_idx" ON "access_grant"("subject_kind", "subject");
ALTER TABLE access_grant ADD CONSTRAINT access_grant_subject CHECK (subject_kind IN ('user', 'group'));

INSERT INTO access_grant (id, subject_kind, subject, role, selector, created_by_name)
SELECT 'gnt_' || substr(md5(id), 1, 20), 'user', id, role, '{"kind":"all"}', 'migration' FROM app_user;
ALTER TABLE app_user DROP COLUMN role;
ALTER TABLE app_user ADD COLUMN "disabled_at" TIMESTAMPTZ(3);

ALTER TABLE api_token ADD COLUMN "capabilities" TEXT[], ADD COLUMN "selector" JSONB NOT NULL DEFAULT '{"kind":"all"}', ADD COLUMN "max_messages" INTEGER;
-- Tokens of before end: a role's name alone does not say any more what they may do.
UPDATE api_token SET capabilities = '{}', revoked_at = coalesce(revoked_at, dlo_now());
ALTER TABLE api_token ALTER COLUMN "capabilities" SET NOT NULL;
ALTER TABLE api_token DROP COLUMN role;

GRANT SELECT, INSERT, UPDATE, DELETE ON role TO dlo_web;
GRANT SELECT ON role TO dlo_worker;
GRANT SELECT, INSERT, UPDATE ON access_grant TO dlo_web;
GRANT SELECT ON access_grant TO dlo_worker;
GRANT SELECT (id, name, disabled_at) ON app_user TO dlo_worker;
GRANT SELECT (id, name, user_id, capabilities, selector, max_messages, expires_at, revoked_at) ON api_token TO dlo_worker;
