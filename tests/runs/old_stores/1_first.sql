BEGIN TRANSACTION;
CREATE TABLE artefacts (
  run_id VARCHAR(8) NOT NULL,
  name VARCHAR NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (run_id, name),
  FOREIGN KEY(run_id) REFERENCES runs (id) ON DELETE CASCADE
);
INSERT INTO "artefacts" VALUES('oldrun22','curve.json',X'5B5D');
CREATE TABLE checkpoints (
  run_id VARCHAR(8) NOT NULL,
  step BIGINT NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (run_id, step),
  FOREIGN KEY(run_id) REFERENCES runs (id) ON DELETE CASCADE
);
INSERT INTO "checkpoints" VALUES('oldrun22',10,X'77656967687473');
CREATE TABLE controls (
  run_id VARCHAR(8) NOT NULL,
  state VARCHAR(5) NOT NULL,
  until BIGINT,
  pace DOUBLE,
  weights JSON,
  version BIGINT NOT NULL,
  PRIMARY KEY (run_id),
  FOREIGN KEY(run_id) REFERENCES runs (id) ON DELETE CASCADE
);
INSERT INTO "controls" VALUES('oldrun22','run',NULL,2.0,'{"angle":50.0}',1);
CREATE TABLE engines (
  id VARCHAR NOT NULL,
  pid BIGINT NOT NULL,
  started DOUBLE NOT NULL,
  heartbeat DOUBLE NOT NULL,
  workers BIGINT NOT NULL,
  warm BOOLEAN NOT NULL,
  PRIMARY KEY (id)
);
CREATE TABLE marks (
  run_id VARCHAR(8) NOT NULL,
  step BIGINT NOT NULL,
  label VARCHAR NOT NULL,
  PRIMARY KEY (run_id, step, label),
  FOREIGN KEY(run_id) REFERENCES runs (id) ON DELETE CASCADE
);
INSERT INTO "marks" VALUES('oldrun22',10,'angle 50');
CREATE TABLE points (
  run_id VARCHAR(8) NOT NULL,
  step BIGINT NOT NULL,
  data JSON NOT NULL,
  PRIMARY KEY (run_id, step),
  FOREIGN KEY(run_id) REFERENCES runs (id) ON DELETE CASCADE
);
INSERT INTO "points" VALUES('oldrun22',0,'{"step":0,"total":3.5}');
INSERT INTO "points" VALUES('oldrun22',10,'{"step":10,"total":2.5}');
CREATE TABLE runs (
  id VARCHAR(8) NOT NULL,
  name VARCHAR NOT NULL,
  status VARCHAR(12) NOT NULL,
  settings JSON NOT NULL,
  created DOUBLE NOT NULL,
  queued DOUBLE NOT NULL,
  started DOUBLE,
  ended DOUBLE,
  heartbeat DOUBLE,
  message VARCHAR NOT NULL,
  step BIGINT NOT NULL,
  total_steps BIGINT NOT NULL,
  result JSON,
  engine_id VARCHAR,
  PRIMARY KEY (id)
);
INSERT INTO "runs" VALUES('oldrun22','of old','queued','{"network":"2019"}',1795730633.43067,1795730633.43067,NULL,NULL,1.79573063343296694758e+09,'',10,0,NULL,NULL);
CREATE INDEX ix_runs_created ON runs (created);
CREATE INDEX ix_runs_status ON runs (status);
COMMIT;
