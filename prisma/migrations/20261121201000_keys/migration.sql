-- What tokens, sessions and audit entries are signed with: made once, wrapped by the master key like a data key, so that
-- another master key changes nothing of what was signed.
CREATE TABLE "installation_secret" (
    "id" TEXT NOT NULL,
    "master_key_id" TEXT NOT NULL,
    "nonce" BYTEA NOT NULL,
    "wrapped" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "installation_secret_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "installation_secret_is_one" CHECK (id = 'root')
);

-- The first process to start makes it, whichever it is; only a rotation wraps it anew.
GRANT SELECT, INSERT ON installation_secret TO dlo_web, dlo_worker;
GRANT UPDATE (master_key_id, nonce, wrapped) ON installation_secret TO dlo_worker;
