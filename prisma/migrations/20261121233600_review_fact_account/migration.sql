
-- Whoever sees a part sums the facts of their accounts: of a large review those are few.
CREATE INDEX "review_fact_account" ON "review_fact"("review_id", "account_id", "kind");
