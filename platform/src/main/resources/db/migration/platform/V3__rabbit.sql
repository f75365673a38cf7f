-- What the RabbitMQ queue keeps in the database; with the PostgreSQL queue these stay empty.

-- Items enqueued in callers' transactions, on their way to the broker.
CREATE TABLE platform_outbox (
  id          bigint      GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
  topic       text        NOT NULL,
  partition   smallint    NOT NULL,
  item_id     text        NOT NULL,
  key         text        NOT NULL,
  body        bytea       NOT NULL,
  enqueued_at timestamptz NOT NULL
) WITH (
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_insert_threshold = -1,
  autovacuum_vacuum_cost_delay = 0,
  autovacuum_analyze_scale_factor = 0,
  autovacuum_analyze_threshold = 1000000
);

-- How far each source's items took effect in each partition, and how many.
CREATE TABLE platform_queue_mark (
  topic     text        NOT NULL,
  partition smallint    NOT NULL,
  source    text        NOT NULL,
  position  bigint      NOT NULL,
  items     bigint      NOT NULL,
  sent_at   timestamptz NOT NULL,
  PRIMARY KEY (topic, partition, source)
) WITH (fillfactor = 20);

-- How many items each source handed to the broker: minus those that took effect, the depth.
ALTER TABLE platform_forwarded ADD COLUMN items bigint NOT NULL DEFAULT 0;
