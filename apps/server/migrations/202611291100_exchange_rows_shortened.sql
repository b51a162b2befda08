-- Results of rows that were taken without a word are dropped after their time; the counts of their import stay, and every row that was refused, waits or raised a doubt.
alter table exchange_batch add column shortened_at timestamptz; -- when they were dropped; null: every row's result is here
create index exchange_batch_whole on exchange_batch (received_at) where shortened_at is null;
