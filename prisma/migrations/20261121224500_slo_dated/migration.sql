-- The time is that of the objectives alone: costs are worked out by another clock and say themselves until when they know.
ALTER TABLE pipeline_figures RENAME COLUMN computed_at TO slo_at;
ALTER TABLE pipeline_figures ALTER COLUMN slo_at DROP NOT NULL;
