-- How many reasons an alert has, those behind the fence too: whoever sees a part of it is told how much they do not see.
CREATE FUNCTION dlo_alert_reason_count(alert text) RETURNS integer
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$ SELECT count(*)::int FROM public.alert_reason r WHERE r.alert_id = alert $$;
REVOKE ALL ON FUNCTION dlo_alert_reason_count(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION dlo_alert_reason_count(text) TO dlo_web, dlo_worker;

-- Lists: what is over by when it began, and everything by the account of its reasons.
CREATE INDEX "alert_over" ON "alert"("opened_at" DESC, "id" DESC) WHERE resolved_at IS NOT NULL;
CREATE INDEX "alert_reason_account_id_idx" ON "alert_reason"("account_id", "alert_id");
CREATE INDEX "capsule_created_at_idx" ON "capsule"("created_at" DESC);
