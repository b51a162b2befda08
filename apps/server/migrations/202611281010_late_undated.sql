-- Overdue without a day of its own (nobody assigned it in time): few or none, and looked for whenever a page of overdue ones is not full.
create index hidden_danger_late_undated on hidden_danger (found_at desc, id desc) where overdue and deadline is null;
