-- Sign-in through identity providers: who they are, who is signing in just now, and which identities belong to whom.

CREATE TABLE "identity_provider" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "secret_nonce" BYTEA,
    "secret_sealed" BYTEA,
    "scopes" TEXT[] NOT NULL,
    "groups_claim" TEXT,
    "algorithms" TEXT[] NOT NULL,
    "is_on" BOOLEAN NOT NULL,
    "creates_people" BOOLEAN NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by_name" TEXT,

    CONSTRAINT "identity_provider_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "identity_provider_key_key" ON "identity_provider"("key");
-- Who somebody is, is issuer and subject: two providers of one issuer would speak of the same people.
CREATE UNIQUE INDEX "identity_provider_issuer_key" ON "identity_provider"("issuer");
ALTER TABLE identity_provider ADD CONSTRAINT identity_provider_secret CHECK ((secret_sealed IS NULL) = (secret_nonce IS NULL));

-- One sign-in on its way: from the button to the provider and back. Taken once, by the browser that began it.
CREATE TABLE "sign_in_attempt" (
    "state_hash" TEXT NOT NULL,
    "browser_hash" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "nonce" TEXT NOT NULL,
    "code_verifier" TEXT NOT NULL,
    "redirect_uri" TEXT NOT NULL,
    "next_path" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_attempt_pkey" PRIMARY KEY ("state_hash")
);
CREATE INDEX "sign_in_attempt_expires_at_idx" ON "sign_in_attempt"("expires_at");

-- A person's sign-in links: used once, only the hash is kept.
CREATE TABLE "sign_in_link" (
    "token_hash" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_link_pkey" PRIMARY KEY ("token_hash")
);
ALTER TABLE "sign_in_link" ADD CONSTRAINT "sign_in_link_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Issuer and subject are who somebody is; the e-mail is a note. Without a person it waits for an admin.
CREATE TABLE "user_identity" (
    "id" TEXT NOT NULL,
    "user_id" TEXT,
    "provider_key" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "name" TEXT,
    "email" TEXT,
    "email_at_link" TEXT,
    "groups" TEXT[] NOT NULL DEFAULT '{}',
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_tried_at" TIMESTAMPTZ(3) NOT NULL,
    "last_signed_in_at" TIMESTAMPTZ(3),
    "linked_at" TIMESTAMPTZ(3),
    "linked_by_name" TEXT,

    CONSTRAINT "user_identity_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "user_identity_issuer_subject_key" ON "user_identity"("issuer", "subject");
CREATE INDEX "user_identity_user_id_idx" ON "user_identity"("user_id");
ALTER TABLE "user_identity" ADD CONSTRAINT "user_identity_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A removed person gets no session and no token, also when both happen at the same moment: the one waits for the other.
CREATE FUNCTION refuse_removed_person() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM app_user WHERE id = NEW.user_id AND disabled_at IS NULL FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'this person was removed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER session_person BEFORE INSERT ON session FOR EACH ROW EXECUTE FUNCTION refuse_removed_person();
CREATE TRIGGER api_token_person BEFORE INSERT ON api_token FOR EACH ROW EXECUTE FUNCTION refuse_removed_person();

GRANT SELECT, INSERT, UPDATE, DELETE ON identity_provider, sign_in_attempt, sign_in_link TO dlo_web;
GRANT SELECT, INSERT, UPDATE ON user_identity TO dlo_web;

-- The worker checks a person's rights again before it acts; groups give some of them.
GRANT SELECT (user_id, provider_key, groups, last_signed_in_at) ON user_identity TO dlo_worker;
GRANT SELECT (disabled_at) ON app_user TO dlo_worker;
