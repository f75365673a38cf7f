-- Work between roles. Rows live for milliseconds, so the table is vacuumed often and never analysed
-- into thinking that it is always empty.
CREATE TABLE platform_queue (
  topic       text        NOT NULL,
  partition   smallint    NOT NULL,
  -- Order within a partition. No cache: two connections must not hand out blocks of numbers.
  id          bigint      GENERATED ALWAYS AS IDENTITY (CACHE 1),
  item_id     text        NOT NULL,
  key         text        NOT NULL,
  body        bytea       NOT NULL,
  -- Whether item_id is remembered after it took effect (items of a log have their position instead).
  once        boolean     NOT NULL,
  enqueued_at timestamptz NOT NULL,
  attempts    smallint    NOT NULL DEFAULT 0,
  -- Set after a failure: it and what follows under its key waits until then.
  not_before  timestamptz,
  error       text,
  PRIMARY KEY (topic, partition, id)
) WITH (
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_insert_threshold = -1,
  autovacuum_vacuum_cost_delay = 0,
  autovacuum_analyze_scale_factor = 0,
  autovacuum_analyze_threshold = 1000000
);
CREATE INDEX platform_queue_delayed ON platform_queue (topic, partition, id)
  WHERE not_before IS NOT NULL;

-- How far each log was handed over.
CREATE TABLE platform_forwarded (
  source   text   NOT NULL,
  topic    text   NOT NULL,
  position bigint NOT NULL,
  PRIMARY KEY (source, topic)
) WITH (fillfactor = 20);

-- Which items took effect lately, per partition: one row a batch, 8 bytes of hash an item.
CREATE TABLE platform_queue_seen (
  topic     text     NOT NULL,
  partition smallint NOT NULL,
  batch     bigint   NOT NULL,
  ids       bytea    NOT NULL,
  PRIMARY KEY (topic, partition, batch)
);

-- Items that failed too often and wait for a person.
CREATE TABLE platform_dead_letter (
  id        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic     text        NOT NULL,
  partition smallint    NOT NULL,
  item_id   text        NOT NULL,
  key       text        NOT NULL,
  body      bytea       NOT NULL,
  once      boolean     NOT NULL,
  attempts  smallint    NOT NULL,
  error     text        NOT NULL,
  died_at   timestamptz NOT NULL
);
CREATE INDEX platform_dead_letter_topic ON platform_dead_letter (topic);
