CREATE FUNCTION public.audit_only_grows() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN RAISE EXCEPTION 'the audit only grows'; END $$;
CREATE TABLE public.audit (
    number integer NOT NULL,
    at character varying(40) NOT NULL,
    who character varying(200) NOT NULL,
    action character varying(60) NOT NULL,
    facts text NOT NULL,
    previous character varying(64) NOT NULL,
    hash character varying(64) NOT NULL
);
CREATE TABLE public.dataset_locks (
    name character varying(250) NOT NULL,
    holder character varying(200) NOT NULL,
    fence integer NOT NULL,
    until double precision NOT NULL
);
CREATE TABLE public.drafts (
    id character varying(64) NOT NULL,
    owner character varying(200) NOT NULL,
    name text NOT NULL,
    recipe text NOT NULL,
    source text NOT NULL,
    saved_at character varying(40) NOT NULL,
    saves integer NOT NULL
);
CREATE TABLE public.publication_events (
    number integer NOT NULL,
    publication_id character varying(64) NOT NULL,
    state character varying(30) NOT NULL,
    facts text NOT NULL,
    at character varying(40) NOT NULL
);
CREATE SEQUENCE public.publication_events_number_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.publication_events_number_seq OWNED BY public.publication_events.number;
CREATE TABLE public.publications (
    id character varying(64) NOT NULL,
    owner character varying(200) NOT NULL,
    state character varying(30) NOT NULL,
    facts text NOT NULL,
    begun_at character varying(40) NOT NULL,
    changed_at character varying(40) NOT NULL
);
CREATE TABLE public.receipts (
    publication_id character varying(64) NOT NULL,
    owner character varying(200) NOT NULL,
    domain character varying(200) NOT NULL,
    dataset_id character varying(20) NOT NULL,
    fingerprint character varying(64) NOT NULL,
    receipt text NOT NULL,
    kept_at character varying(40) NOT NULL
);
CREATE TABLE public.recipes (
    domain character varying(200) NOT NULL,
    dataset_id character varying(20) NOT NULL,
    version integer NOT NULL,
    owner character varying(200) NOT NULL,
    title text NOT NULL,
    recipe text NOT NULL,
    saved_at character varying(40) NOT NULL,
    next_due character varying(10)
);
CREATE TABLE public.sealed_pieces (
    about character varying(200) NOT NULL,
    name character varying(100) NOT NULL,
    part integer NOT NULL,
    parts integer NOT NULL,
    sealed bytea NOT NULL,
    kept_at character varying(40) NOT NULL
);
CREATE TABLE public.store_version (
    version integer NOT NULL
);
CREATE SEQUENCE public.store_version_version_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.store_version_version_seq OWNED BY public.store_version.version;
ALTER TABLE ONLY public.publication_events ALTER COLUMN number SET DEFAULT nextval('public.publication_events_number_seq'::regclass);
ALTER TABLE ONLY public.store_version ALTER COLUMN version SET DEFAULT nextval('public.store_version_version_seq'::regclass);
INSERT INTO public.audit VALUES (1, '2026-03-03T10:42:00.000000+00:00', 'ana', 'published', '{"rows": 3}', '0000000000000000000000000000000000000000000000000000000000000000', '1432fe3e7b0251676627cdab649ba10b9d0feae79986f4223fc52747adee1fb4');
INSERT INTO public.dataset_locks VALUES ('data.ct.gov/abcd-1234', 'ana', 1, 1772534580);
INSERT INTO public.drafts VALUES ('d1', 'ana', 'Permits', '{"schema_version": 1}', '{"file_name": "permits.xlsx"}', '2026-03-03T10:42:00.000000+00:00', 1);
INSERT INTO public.publication_events VALUES (1, 'p1', 'DONE', '{"rows": 3}', '2026-03-03T10:42:00.000000+00:00');
INSERT INTO public.publications VALUES ('p1', 'ana', 'DONE', '{"rows": 3}', '2026-03-03T10:42:00.000000+00:00', '2026-03-03T10:42:00.000000+00:00');
INSERT INTO public.recipes VALUES ('data.ct.gov', 'abcd-1234', 1, 'ana', 'Permits', '{"schema_version": 1}', '2026-03-03T10:42:00.000000+00:00', '2026-06-01');
INSERT INTO public.sealed_pieces VALUES ('draft:d1', 'source', 0, 1, '\xd5308fc43fd0fbc940833b986b7deaec981596a06cb6b813a3a267dbf6f4dab60d39e5921a02', '2026-03-03T10:42:00.000000+00:00');
INSERT INTO public.store_version VALUES (1);
SELECT pg_catalog.setval('public.publication_events_number_seq', 1, true);
SELECT pg_catalog.setval('public.store_version_version_seq', 1, false);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_previous_key UNIQUE (previous);
ALTER TABLE ONLY public.dataset_locks
    ADD CONSTRAINT dataset_locks_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.drafts
    ADD CONSTRAINT drafts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.publication_events
    ADD CONSTRAINT publication_events_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.publications
    ADD CONSTRAINT publications_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.receipts
    ADD CONSTRAINT receipts_pkey PRIMARY KEY (publication_id);
ALTER TABLE ONLY public.recipes
    ADD CONSTRAINT recipes_pkey PRIMARY KEY (domain, dataset_id, version);
ALTER TABLE ONLY public.sealed_pieces
    ADD CONSTRAINT sealed_pieces_pkey PRIMARY KEY (about, name, part);
ALTER TABLE ONLY public.store_version
    ADD CONSTRAINT store_version_pkey PRIMARY KEY (version);
CREATE INDEX ix_drafts_owner ON public.drafts USING btree (owner);
CREATE INDEX ix_publication_events_publication_id ON public.publication_events USING btree (publication_id);
CREATE INDEX ix_publications_owner ON public.publications USING btree (owner);
CREATE INDEX ix_publications_state ON public.publications USING btree (state);
CREATE INDEX ix_receipts_owner ON public.receipts USING btree (owner);
CREATE INDEX ix_recipes_owner ON public.recipes USING btree (owner);
CREATE INDEX ix_sealed_pieces_kept_at ON public.sealed_pieces USING btree (kept_at);
CREATE INDEX receipts_by_dataset ON public.receipts USING btree (domain, dataset_id);
CREATE TRIGGER audit_only_grows BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit FOR EACH STATEMENT EXECUTE FUNCTION public.audit_only_grows();
