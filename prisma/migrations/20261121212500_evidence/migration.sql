-- A person goes on against what came back until then; what is sent afterwards is judged anew, also within the same stage.
ALTER TABLE "run" ADD COLUMN "accepted_at" TIMESTAMPTZ(3);
UPDATE run r SET accepted_at = (SELECT max(i.sent_at) FROM run_item i WHERE i.run_id = r.id AND i.stage <= r.accepted_stage) WHERE accepted_stage > 0;
ALTER TABLE "run" DROP COLUMN "accepted_stage";

-- Notices are forgotten after 90 days.
GRANT DELETE ON notice TO dlo_worker;
