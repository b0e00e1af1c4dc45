-- What people say of a pipeline is all that the web process changes of it: what was worked out is the worker's, and only the worker
-- takes anything of it away.
REVOKE UPDATE, DELETE ON pipeline FROM dlo_web;
GRANT UPDATE ("name", "owner", "team", "tier", "runbook", "objective") ON pipeline TO dlo_web;
REVOKE UPDATE ON pipeline_rule, bill_sum FROM dlo_web;
REVOKE SELECT ON series.fleet_touched FROM dlo_web;
