BEGIN TRANSACTION;
CREATE TABLE audit (
	number INTEGER NOT NULL, 
	at VARCHAR(40) NOT NULL, 
	who VARCHAR(200) NOT NULL, 
	action VARCHAR(60) NOT NULL, 
	facts TEXT NOT NULL, 
	previous VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE (previous)
);
INSERT INTO "audit" VALUES(1,'2026-03-03T10:42:00.000000+00:00','ana','published','{"rows": 3}','0000000000000000000000000000000000000000000000000000000000000000','1432fe3e7b0251676627cdab649ba10b9d0feae79986f4223fc52747adee1fb4');
CREATE TABLE dataset_locks (
	name VARCHAR(250) NOT NULL, 
	holder VARCHAR(200) NOT NULL, 
	fence INTEGER NOT NULL, 
	until FLOAT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "dataset_locks" VALUES('data.ct.gov/abcd-1234','ana',1,1772534580.0);
CREATE TABLE drafts (
	id VARCHAR(64) NOT NULL, 
	owner VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	recipe TEXT NOT NULL, 
	source TEXT NOT NULL, 
	saved_at VARCHAR(40) NOT NULL, 
	saves INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "drafts" VALUES('d1','ana','Permits','{"schema_version": 1}','{"file_name": "permits.xlsx"}','2026-03-03T10:42:00.000000+00:00',1);
CREATE TABLE publication_events (
	number INTEGER NOT NULL, 
	publication_id VARCHAR(64) NOT NULL, 
	state VARCHAR(30) NOT NULL, 
	facts TEXT NOT NULL, 
	at VARCHAR(40) NOT NULL, 
	PRIMARY KEY (number)
);
INSERT INTO "publication_events" VALUES(1,'p1','DONE','{"rows": 3}','2026-03-03T10:42:00.000000+00:00');
CREATE TABLE publications (
	id VARCHAR(64) NOT NULL, 
	owner VARCHAR(200) NOT NULL, 
	state VARCHAR(30) NOT NULL, 
	facts TEXT NOT NULL, 
	begun_at VARCHAR(40) NOT NULL, 
	changed_at VARCHAR(40) NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "publications" VALUES('p1','ana','DONE','{"rows": 3}','2026-03-03T10:42:00.000000+00:00','2026-03-03T10:42:00.000000+00:00');
CREATE TABLE receipts (
	publication_id VARCHAR(64) NOT NULL, 
	owner VARCHAR(200) NOT NULL, 
	domain VARCHAR(200) NOT NULL, 
	dataset_id VARCHAR(20) NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	receipt TEXT NOT NULL, 
	kept_at VARCHAR(40) NOT NULL, 
	PRIMARY KEY (publication_id)
);
CREATE TABLE recipes (
	domain VARCHAR(200) NOT NULL, 
	dataset_id VARCHAR(20) NOT NULL, 
	version INTEGER NOT NULL, 
	owner VARCHAR(200) NOT NULL, 
	title TEXT NOT NULL, 
	recipe TEXT NOT NULL, 
	saved_at VARCHAR(40) NOT NULL, 
	next_due VARCHAR(10), 
	PRIMARY KEY (domain, dataset_id, version)
);
INSERT INTO "recipes" VALUES('data.ct.gov','abcd-1234',1,'ana','Permits','{"schema_version": 1}','2026-03-03T10:42:00.000000+00:00','2026-06-01');
CREATE TABLE sealed_pieces (
	about VARCHAR(200) NOT NULL, 
	name VARCHAR(100) NOT NULL, 
	part INTEGER NOT NULL, 
	parts INTEGER NOT NULL, 
	sealed BLOB NOT NULL, 
	kept_at VARCHAR(40) NOT NULL, 
	PRIMARY KEY (about, name, part)
);
INSERT INTO "sealed_pieces" VALUES('draft:d1','source',0,1,X'F5CDC04BD8E663B10467231991F7A9CD4552426FC09F3036671B310338E52876D088EBD835AA','2026-03-03T10:42:00.000000+00:00');
CREATE TABLE store_version (
	version INTEGER NOT NULL, 
	PRIMARY KEY (version)
);
INSERT INTO "store_version" VALUES(1);
CREATE INDEX ix_drafts_owner ON drafts (owner);
CREATE INDEX ix_sealed_pieces_kept_at ON sealed_pieces (kept_at);
CREATE INDEX ix_recipes_owner ON recipes (owner);
CREATE INDEX ix_receipts_owner ON receipts (owner);
CREATE INDEX receipts_by_dataset ON receipts (domain, dataset_id);
CREATE INDEX ix_publications_owner ON publications (owner);
CREATE INDEX ix_publications_state ON publications (state);
CREATE INDEX ix_publication_events_publication_id ON publication_events (publication_id);
CREATE TRIGGER audit_no_update BEFORE update ON audit
BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END;
CREATE TRIGGER audit_no_delete BEFORE delete ON audit
BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END;
COMMIT;
