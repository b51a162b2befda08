-- What changed under an approved risk or a printed card since: both are due again, and say so.
alter table risk_event
  add column reviewed_at timestamptz,            -- the moment of the approval; null for those approved before it was kept
  add column controls_changed_at timestamptz;    -- since the approval its measures are others than those that were approved; null: the same
alter table post
  add column card_stale_since timestamptz;       -- since the card was handed out, what it says of risks or measures is no longer so; null: it is
