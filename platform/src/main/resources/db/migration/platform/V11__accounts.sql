CREATE TABLE platform_user (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  login         text NOT NULL UNIQUE CHECK (login = lower(login)),
  name          text NOT NULL,
  locale        text NOT NULL,
  theme         text,
  active        boolean NOT NULL DEFAULT true,
  password      text,              -- Argon2id in PHC form; none until the set-up link was used
  totp          bytea,             -- sealed; none: no second factor
  totp_pending  bytea,             -- sealed; shown but not yet confirmed by a code
  totp_step     bigint NOT NULL DEFAULT 0, -- last time step used, so that no code works twice
  created_at    timestamptz NOT NULL,
  seen_at       timestamptz
);

CREATE TABLE platform_user_group (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name            text NOT NULL UNIQUE,
  everything      boolean NOT NULL DEFAULT false, -- all permissions, of later versions too
  permissions     text[] NOT NULL DEFAULT '{}',
  all_contacts    boolean NOT NULL DEFAULT false,
  contact_groups  bigint[] NOT NULL DEFAULT '{}'
);
INSERT INTO platform_user_group (name, everything, all_contacts) VALUES ('Administrators', true, true);

CREATE TABLE platform_member (
  user_id   bigint NOT NULL REFERENCES platform_user ON DELETE CASCADE,
  group_id  bigint NOT NULL REFERENCES platform_user_group ON DELETE CASCADE,
  PRIMARY KEY (user_id, group_id)
);
CREATE INDEX platform_member_by_group ON platform_member (group_id);

-- Secrets below are 256-bit random, so that a plain SHA-256 of them suffices.
CREATE TABLE platform_session (
  hash        bytea PRIMARY KEY,
  user_id     bigint NOT NULL REFERENCES platform_user ON DELETE CASCADE,
  created_at  timestamptz NOT NULL,
  seen_at     timestamptz NOT NULL,
  address     text NOT NULL
);
CREATE INDEX platform_session_by_user ON platform_session (user_id);

CREATE TABLE platform_token (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id       bigint NOT NULL REFERENCES platform_user ON DELETE CASCADE,
  name          text NOT NULL,
  hash          bytea NOT NULL,
  permissions   text[] NOT NULL,
  created_at    timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL,
  last_used_at  timestamptz
);
CREATE INDEX platform_token_by_user ON platform_token (user_id);

CREATE TABLE platform_setup_link (
  hash        bytea PRIMARY KEY,
  user_id     bigint REFERENCES platform_user ON DELETE CASCADE, -- none: makes the first user
  expires_at  timestamptz NOT NULL
);

CREATE TABLE platform_recovery_code (
  user_id  bigint NOT NULL REFERENCES platform_user ON DELETE CASCADE,
  hash     bytea NOT NULL,
  PRIMARY KEY (user_id, hash)
);

-- One row per who tries (hash of login and address, address, login).
CREATE TABLE platform_login_throttle (
  key           bytea PRIMARY KEY,
  attempts      integer NOT NULL,
  refuse_until  timestamptz NOT NULL,
  seen_at       timestamptz NOT NULL
);
CREATE INDEX platform_login_throttle_by_age ON platform_login_throttle (seen_at);
