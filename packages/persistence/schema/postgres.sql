-- What the migrations leave behind. Written by the tests: HOLDALL_WRITE_SCHEMA=1.

CREATE TABLE holdall_counter (
  name text COLLATE "C" NOT NULL,
  value bigint NOT NULL,
  CONSTRAINT holdall_counter_value CHECK (((value >= 0) AND (value <= '9007199254740991'::bigint))),
  CONSTRAINT holdall_counter_pkey PRIMARY KEY (name)
);

CREATE TABLE holdall_entry (
  user_id text COLLATE "C" NOT NULL,
  id bigint NOT NULL,
  item_id bigint NOT NULL,
  nth bigint NOT NULL,
  revision bigint NOT NULL,
  status text COLLATE "C" NOT NULL,
  ended text COLLATE "C",
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  activated_at bigint,
  expires bigint,
  booked bigint NOT NULL,
  sku text COLLATE "C",
  invoice_id bigint,
  data json NOT NULL,
  CONSTRAINT holdall_entry_booked CHECK (((booked >= '-9007199254740991'::bigint) AND (booked <= '9007199254740991'::bigint))),
  CONSTRAINT holdall_entry_numbers CHECK (((id >= 1) AND (item_id >= 1) AND (nth >= 1) AND (revision >= 1))),
  CONSTRAINT holdall_entry_status CHECK ((status = ANY (ARRAY['pending'::text, 'active'::text, 'inactive'::text]))),
  CONSTRAINT holdall_entry_pkey PRIMARY KEY (user_id, id)
);

CREATE INDEX holdall_entry_created ON holdall_entry USING btree (created_at, id);

CREATE INDEX holdall_entry_due ON holdall_entry USING btree (expires, id) WHERE ((status <> 'inactive'::text) AND (expires IS NOT NULL));

CREATE INDEX holdall_entry_id ON holdall_entry USING btree (id);

CREATE INDEX holdall_entry_item ON holdall_entry USING btree (item_id, id);

CREATE UNIQUE INDEX holdall_entry_nth ON holdall_entry USING btree (user_id, item_id, nth);

CREATE INDEX holdall_entry_open ON holdall_entry USING btree (user_id, item_id, nth) WHERE (status <> 'inactive'::text);

CREATE TABLE holdall_invoice (
  user_id text COLLATE "C" NOT NULL,
  id bigint NOT NULL,
  sku text COLLATE "C" NOT NULL,
  note text COLLATE "C",
  currency text COLLATE "C" NOT NULL,
  price bigint NOT NULL,
  original_price bigint NOT NULL,
  payment text COLLATE "C" NOT NULL,
  fulfilment text COLLATE "C" NOT NULL,
  created_at bigint NOT NULL,
  fulfilled_at bigint,
  lines json NOT NULL,
  CONSTRAINT holdall_invoice_numbers CHECK (((id >= 1) AND (price >= 0) AND (original_price >= 0))),
  CONSTRAINT holdall_invoice_words CHECK (((payment = ANY (ARRAY['new'::text, 'paid'::text])) AND (fulfilment = ANY (ARRAY['unfulfilled'::text, 'processing'::text, 'fulfilled'::text])))),
  CONSTRAINT holdall_invoice_pkey PRIMARY KEY (user_id, id)
);

CREATE INDEX holdall_invoice_waiting ON holdall_invoice USING btree (id) WHERE (fulfilment = 'unfulfilled'::text);

CREATE TABLE holdall_item (
  id bigint NOT NULL,
  unique_key text COLLATE "C",
  doc json,
  revision bigint NOT NULL,
  position bigint NOT NULL,
  CONSTRAINT holdall_item_doc CHECK ((doc IS NOT NULL)),
  CONSTRAINT holdall_item_id CHECK ((id >= 1)),
  CONSTRAINT holdall_item_pkey PRIMARY KEY (id)
);

CREATE INDEX holdall_item_revision ON holdall_item USING btree (revision);

CREATE UNIQUE INDEX holdall_item_unique_key ON holdall_item USING btree (unique_key);

CREATE TABLE holdall_log (
  user_id text COLLATE "C" NOT NULL,
  entry_id bigint NOT NULL,
  seq bigint NOT NULL,
  id bigint NOT NULL,
  item_id bigint NOT NULL,
  type text COLLATE "C" NOT NULL,
  quantity bigint NOT NULL,
  at bigint NOT NULL,
  actor text COLLATE "C",
  info text COLLATE "C",
  use_id bigint,
  details json NOT NULL,
  CONSTRAINT holdall_log_numbers CHECK (((id >= 1) AND (seq >= 1))),
  CONSTRAINT holdall_log_quantity CHECK ((((quantity >= '-9007199254740991'::bigint) AND (quantity <= '9007199254740991'::bigint)) AND ((quantity >= 0) OR (type = 'adjusted'::text)))),
  CONSTRAINT holdall_log_pkey PRIMARY KEY (user_id, at, id)
);

CREATE INDEX holdall_log_use ON holdall_log USING btree (use_id) WHERE (use_id IS NOT NULL);

CREATE TABLE holdall_migration (
  id integer NOT NULL,
  timestamp bigint NOT NULL,
  name character varying NOT NULL,
  CONSTRAINT PK_0a8567fa20f32d57e5880ce15fc PRIMARY KEY (id)
);

CREATE TABLE holdall_reply (
  scope text COLLATE "C" NOT NULL,
  reply_key text COLLATE "C" NOT NULL,
  at bigint NOT NULL,
  command json NOT NULL,
  outcome json NOT NULL,
  CONSTRAINT holdall_reply_key CHECK ((reply_key <> ''::text)),
  CONSTRAINT holdall_reply_pkey PRIMARY KEY (scope, reply_key)
);

CREATE INDEX holdall_reply_at ON holdall_reply USING btree (at);

CREATE TABLE holdall_sku (
  sku text COLLATE "C" NOT NULL,
  doc json,
  revision bigint NOT NULL,
  position bigint NOT NULL,
  CONSTRAINT holdall_sku_pkey PRIMARY KEY (sku)
);

CREATE INDEX holdall_sku_revision ON holdall_sku USING btree (revision);

CREATE TABLE holdall_template (
  id text COLLATE "C" NOT NULL,
  doc json,
  revision bigint NOT NULL,
  position bigint NOT NULL,
  CONSTRAINT holdall_template_pkey PRIMARY KEY (id)
);

CREATE INDEX holdall_template_revision ON holdall_template USING btree (revision);

CREATE TABLE holdall_user (
  user_id text COLLATE "C" NOT NULL,
  CONSTRAINT holdall_user_pkey PRIMARY KEY (user_id)
);
