-- Of a FIFO queue: in how many message groups something is in flight, as CloudWatch told last. A group is blocked while one is.
ALTER TABLE queue_state ADD COLUMN groups_in_flight integer, ADD COLUMN groups_in_flight_at timestamptz(3);
CREATE INDEX failed_message_group_idx ON failed_message (queue_id, group_id) WHERE group_id IS NOT NULL;
